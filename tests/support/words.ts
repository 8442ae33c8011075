import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator, type MessageKeys, type NestedKeyOf } from "use-intl/core";
import type { Messages } from "@/lib/i18n/message-files";
import type { Language } from "@/lib/vocabulary";

/** Where a text is in the message files. The compiler knows them all, so it finds a key that has moved. */
export type TextKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

type Values = Record<string, string | number | Date>;

/** Stands for a value that is not given; no text has it. */
const ANYTHING = "\uE000";

/**
 * A text of the screen as users read it, without its tags. Tests quote the message files through this, so they still
 * pass when a text is reworded; only labels that are fixed to the letter are in tests as literals.
 * @throws Error when a value is missing.
 */
export function text(key: TextKey, values: Values = {}, language: Language = "en"): string {
  return format(messageAt(key, language), values, language);
}

/** Matches a text anywhere in another, whatever replaces values that are not given; a plural needs its count. */
export function pattern(key: TextKey, values: Values = {}, language: Language = "en"): RegExp {
  const open: Values = {};
  const message = messageAt(key, language).replace(/\{(\w+)(, (?:number|date|time)[^{}]*)?\}/g, (placeholder, name) => {
    if (name in values) return placeholder;
    open[name] = ANYTHING;
    return `{${name}}`;
  });
  const source = format(message, { ...values, ...open }, language).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(source.replaceAll(ANYTHING, ".+?"));
}

function format(message: string, values: Values, language: Language): string {
  const onError = (error: Error) => {
    throw error;
  };
  const t = createTranslator({ locale: language, messages: { message }, timeZone: "UTC", onError });
  const tags = [...message.matchAll(/<(\w+)>/g)].map(([, name]) => [name, (chunks: string) => chunks]);
  return t.markup("message", { ...values, ...Object.fromEntries(tags) });
}

type Tree = { [name: string]: Tree | string };

const files = new Map<Language, Tree>();

function messageAt(key: TextKey, language: Language): string {
  const path = join(process.cwd(), "lib/i18n/messages", `${language}.json`);
  const file = files.get(language) ?? (JSON.parse(readFileSync(path, "utf8")) as Tree);
  files.set(language, file);
  let found: Tree | string | undefined = file;
  for (const name of key.split(".")) found = typeof found === "object" ? found[name] : undefined;
  if (typeof found !== "string") throw new Error(`${path} has no text ${key}.`);
  return found;
}
