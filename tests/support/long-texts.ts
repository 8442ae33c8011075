// A process of its own, so that a text which would hold it up for minutes can be ended: gives every taker of input 1 MB of text
// in every field, and writes the name of each that is through.
import { fieldsOf, takersOfInput } from "./schemas";

const LENGTH = 1024 * 1024;

const UNITS = {
  accents: "a\u0301\u0323",
  spaces: " ",
  "full-width digits": "１",
  digits: "1",
  letters: "a",
  CJK: "漢",
  "nested quotes": ">",
  "nested lists": "- ",
  brackets: "[",
  emphasis: "*a_ ",
  groups: "1,234.",
  "dots and signs": "a.@-",
  lines: "\r\n",
};

/** A megabyte of each kind of text that some parser or other takes the square of. */
function longTexts(): string[] {
  const alone = Object.values(UNITS).map((unit) => unit.repeat(LENGTH / unit.length));
  // Accents of two kinds in turn have to be put in order; spaces within are looked at again and again.
  return [...alone, `a${"\u0301\u0323".repeat(LENGTH / 2)}`, `1${" ".repeat(LENGTH)}x`];
}

const texts = longTexts();
for (const { name, schema, read } of await takersOfInput()) {
  for (const text of texts) {
    const anyField = new Proxy({}, { get: () => text, has: () => true });
    schema?.safeParse(text);
    schema?.safeParse(Object.fromEntries(fieldsOf(schema).map((field) => [field, text])));
    for (const value of read ? [text, anyField] : [])
      try {
        read?.(value);
      } catch {
        // A refusal of whatever kind is an answer.
      }
  }
  process.stdout.write(`${name}\n`);
}
