import { createHash } from "node:crypto";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { loadMessages, type Messages } from "./messages";
import { loadedTexts, type ScriptTexts, TEXTS_REGISTRY } from "./model";

/** What the frame, forms and the error page say in the browser; everything else comes as HTML only. */
const EVERY_PAGE: readonly (keyof Messages)[] = [
  "common",
  "errors",
  "login",
  "notifications",
  "passwordReset",
  "portal",
  "quotaForm",
  "roles",
  "search",
  "services",
  "tenantKinds",
  "unexpected",
];

/** Of these namespaces the part that forms say; the rest of them are words of lists and pages. */
const ACTIONS: readonly (keyof Messages["actions"])[] = ["delete", "recover", "remove"];
const FIELDS: readonly (keyof Messages["fields"])[] = [
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
const USERS: readonly (keyof Messages["users"])[] = ["create", "delete", "edit"];

/** The parts of the portal whose scripts have texts of their own, and which they are. `page` is what every page has. */
const PARTS = {
  page: (messages: Messages) => ({
    ...pick(messages, EVERY_PAGE),
    actions: pick(messages.actions, ACTIONS),
    fields: pick(messages.fields, FIELDS),
    users: pick(messages.users, USERS),
    start: pick(messages.start, ["title"]),
    account: pick(messages.account, ["title"]),
  }),
  account: ({ account }: Messages) => ({ account }),
  branding: ({ branding }: Messages) => ({ branding }),
} satisfies Record<string, (messages: Messages) => ScriptTexts>;

export type TextPart = keyof typeof PARTS;

/** The texts of a part in a language, once they were asked for; and their address, which holds a hash of them. */
const known = new Map<string, Promise<{ address: string; texts: ScriptTexts }>>();

/** The texts that the scripts of a part of the portal say. */
export function textsOf(part: TextPart, messages: Messages) {
  return PARTS[part](messages) as ReturnType<(typeof PARTS)["page"]> & ScriptTexts;
}

/**
 * The address of the file with a part's texts, for the page that needs them. From then on the server's own rendering of
 * the page has them as well.
 */
export async function textsAddress(part: TextPart, language: Language): Promise<string> {
  return (await find(part, language)).address;
}

const FILE = /^(\w+)\.([\w-]+)\.([0-9a-f]{12})\.js$/;

/**
 * The file at an address: a script that keeps the texts under their address.
 * @returns null for what is no such file; `current` is false for one of another version, which has the texts of today.
 */
export async function textsFile(file: string): Promise<{ script: string; current: boolean } | null> {
  const [, part = "", language = ""] = FILE.exec(file) ?? [];
  if (!isPart(part) || !isLanguage(language)) return null;
  const { address, texts } = await find(part, language);
  const asked = addressOf(file);
  // As JSON within a string: browsers read that faster than the same as a program.
  const json = JSON.stringify(JSON.stringify(texts));
  const registry = `self[Symbol.for(${JSON.stringify(TEXTS_REGISTRY)})]`;
  return {
    script: `(${registry}??={})[${JSON.stringify(asked)}]=JSON.parse(${json})`,
    current: asked === address,
  };
}

const addressOf = (file: string) => `/texts/${file}`;
const isPart = (part: string): part is TextPart => Object.hasOwn(PARTS, part);
const isLanguage = (language: string): language is Language => LANGUAGES.some((one) => one === language);

function find(part: TextPart, language: Language) {
  const name = `${part}.${language}`;
  const found = known.get(name) ?? make(part, language);
  known.set(name, found);
  return found;
}

async function make(part: TextPart, language: Language) {
  const texts: ScriptTexts = textsOf(part, await loadMessages(language));
  const hash = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 12);
  const address = addressOf(`${part}.${language}.${hash}.js`);
  loadedTexts()[address] = texts;
  return { address, texts };
}

function pick<Texts, Name extends keyof Texts>(texts: Texts, names: readonly Name[]): Pick<Texts, Name> {
  return Object.fromEntries(names.map((name) => [name, texts[name]])) as Pick<Texts, Name>;
}
