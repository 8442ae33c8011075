import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { MESSAGE_FILES } from "@/lib/i18n/message-files";
import type { Language } from "@/lib/vocabulary";

type Tree = { [key: string]: string | Tree };

/** Stands for a placeholder in a reading; a letter of no language. */
export const PLACEHOLDER = "\uFFFC";

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

/** Every message of a language by its whole key, in the order of the file. */
export async function textsOf(language: Language): Promise<Map<string, string>> {
  return new Map(flat((await MESSAGE_FILES[language]()).default));
}

/** Each text that a message can become, without ICU syntax and tags: one a choice of its plurals and selects. */
export function readings(message: string): string[] {
  return readingsOf(parse(message));
}

function readingsOf(nodes: readonly MessageFormatElement[]): string[] {
  return nodes.reduce<string[]>(
    (starts, node) => {
      const ends = readingsOfNode(node);
      return starts.flatMap((start) => ends.map((end) => start + end));
    },
    [""],
  );
}

function readingsOfNode(node: MessageFormatElement): string[] {
  if (node.type === TYPE.literal) return [node.value];
  // A tag without words of its own is filled by the page.
  if (node.type === TYPE.tag && node.children.length > 0) return readingsOf(node.children);
  if (node.type === TYPE.plural || node.type === TYPE.select) {
    return Object.values(node.options).flatMap(({ value }) => readingsOf(value));
  }
  return [PLACEHOLDER];
}

/** Every node of a message, those within choices and tags included. */
export function nodesOf(message: string): MessageFormatElement[] {
  const all = (nodes: readonly MessageFormatElement[]): MessageFormatElement[] =>
    nodes.flatMap((node) => {
      if (node.type === TYPE.tag) return [node, ...all(node.children)];
      if (node.type === TYPE.plural || node.type === TYPE.select) {
        return [node, ...Object.values(node.options).flatMap(({ value }) => all(value))];
      }
      return [node];
    });
  return all(parse(message));
}
