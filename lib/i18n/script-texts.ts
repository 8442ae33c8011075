import type { Messages } from "./messages";

/** What forms and the error page say in the browser; everything else is rendered on the server and sent as HTML only. */
const CLIENT_NAMESPACES: readonly (keyof Messages)[] = [
  "common",
  "errors",
  "login",
  "notifications",
  "passwordReset",
  "quotaForm",
  "roles",
  "search",
  "services",
  "unexpected",
];

/** Of these namespaces the part that forms say; the rest of them are words of lists and pages. */
const CLIENT_ACTIONS: readonly (keyof Messages["actions"])[] = ["delete", "recover", "remove"];
const CLIENT_FIELDS: readonly (keyof Messages["fields"])[] = [
  "login",
  "email",
  "newEmail",
  "useEmailAsLogin",
  "firstName",
  "lastName",
  "language",
  "languageHint",
  "timeZone",
  "role",
  "servicesAndRoles",
  "code",
  "overage",
];
const CLIENT_USERS: readonly (keyof Messages["users"])[] = ["create", "delete", "edit"];

/** Of all texts those that go along with every page, for its client components. */
export function clientMessages(messages: Messages) {
  return {
    ...pick(messages, CLIENT_NAMESPACES),
    actions: pick(messages.actions, CLIENT_ACTIONS),
    fields: clientFields(messages),
    users: pick(messages.users, CLIENT_USERS),
  };
}

/** The names of what forms ask for. */
export function clientFields({ fields }: Messages) {
  return pick(fields, CLIENT_FIELDS);
}

function pick<Texts>(messages: Texts, names: readonly (keyof Texts)[]): Partial<Texts> {
  return Object.fromEntries(names.map((name) => [name, messages[name]])) as Partial<Texts>;
}
