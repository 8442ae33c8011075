/** What letters are replaced by: still readable, and clearly not the text as it was written. */
const ACCENTED = new Map(
  [..."aåeéiîoöuûcçnñsšyýzžAÅEÉIÎOÖUÛCÇNÑSŠYÝZŽ"].flatMap((letter, index, all) =>
    index % 2 === 0 ? [[letter, all[index + 1] ?? letter] as const] : [],
  ),
);

/** What makes a text longer; words, so that lines can break. */
const FILLING = " lörem îpsüm dölör sît åmét çönséçtétûr";

/**
 * The texts of a language as nonsense: accents on letters, 40% longer, placeholders and tags as they were. A page that
 * shows such texts in full has room for any translation, and a text without accents is in no message file.
 */
export function pseudoMessages<Tree>(messages: Tree): Tree {
  if (typeof messages === "string") return pseudoText(messages) as Tree;
  const entries = Object.entries(messages as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, pseudoMessages(value)])) as Tree;
}

const LONGER_BY = 0.4;

/** One ICU message. Its literal pieces change; what is in braces and tags doesn't, except the texts of plurals. */
export function pseudoText(message: string): string {
  const { text, letters } = branch(message, 0);
  return text + filling(Math.ceil(letters * LONGER_BY));
}

function filling(length: number): string {
  return length === 0 ? "" : FILLING.repeat(Math.ceil(length / FILLING.length)).slice(0, length);
}

/** From `start` to the brace that closes it, or the end. */
function branch(message: string, start: number): { text: string; letters: number; end: number } {
  let text = "";
  let letters = 0;
  let at = start;
  while (at < message.length && message[at] !== "}") {
    const rest = message.slice(at);
    const tag = /^<[^>]*>/.exec(rest)?.[0];
    if (rest.startsWith("{")) {
      const argument = placeholder(message, at);
      text += argument.text;
      at = argument.end;
    } else if (tag) {
      text += tag;
      at += tag.length;
    } else {
      const letter = message[at] ?? "";
      text += ACCENTED.get(letter) ?? letter;
      letters += 1;
      at += 1;
    }
  }
  return { text, letters, end: at };
}

/** An argument in braces: plain as it is, a plural or select with each of its texts changed. */
function placeholder(message: string, start: number): { text: string; end: number } {
  let text = "{";
  let at = start + 1;
  while (at < message.length && message[at] !== "}") {
    if (message[at] === "{") {
      const { text: inner, letters, end } = branch(message, at + 1);
      text += `{${inner}${filling(Math.ceil(letters * LONGER_BY))}}`;
      at = end + 1;
    } else {
      text += message[at];
      at += 1;
    }
  }
  return { text: `${text}}`, end: at + 1 };
}
