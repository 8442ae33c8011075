import type { getMessages } from "next-intl/server";
import type { Messages } from "./messages";

type Texts = Awaited<ReturnType<typeof getMessages>>;

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

/** What the forms about users say; the rest of their namespace are words of lists and pages. */
const CLIENT_USERS: readonly (keyof Messages["users"])[] = ["create", "delete", "edit"];

/** Of all texts those that go along with every page, for its client components. */
export function clientMessages(messages: Texts): Texts {
  return { ...pick(messages, CLIENT_NAMESPACES), users: pick(messages.users, CLIENT_USERS) };
}

function pick(messages: Texts, names: readonly string[]): Texts {
  return Object.fromEntries(names.map((name) => [name, messages[name]]));
}
