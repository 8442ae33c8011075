import { readFileSync } from "node:fs";
import { TYPE } from "@formatjs/icu-messageformat-parser";
import { nodesOf, textsOf } from "@/tests/support/message-texts";

const notes = new Map<string, string>(Object.entries(JSON.parse(readFileSync("lib/i18n/notes.json", "utf8"))));
const english = await textsOf("en");
const keys = [...english.keys()];

/** Placeholders that mean the same everywhere: those that the table of the README explains, once. */
const plain = new Set(
  readFileSync("docs/languages/README.md", "utf8")
    .split("\n")
    .filter((line) => /^\| `[{<]/.test(line))
    .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/[{<]\w+[}>]/g)].map(([placeholder]) => placeholder)),
);

/** Each placeholder and tag of a message as a note writes it: {name} and <link>. */
function placeholdersOf(message: string): string[] {
  const named = nodesOf(message).flatMap((node) => {
    if (node.type === TYPE.literal || node.type === TYPE.pound) return [];
    return node.type === TYPE.tag ? `<${node.value}>` : `{${node.value}}`;
  });
  return [...new Set(named)];
}

const placeholdersIn = (note: string) => [...note.matchAll(/\{\w+\}|<\w+>/g)].map(([placeholder]) => placeholder);

/** Words of one sort in English that are several in other languages: verb or noun, adjective or participle, of what gender. */
const AMBIGUOUS = new Set(
  [
    "Active Add Added Back By Changed Close Copy Created Dark Deleted Disable Disabled Discard Done Draft Edit Empty Enable",
    "End Failed Filter Find First From Hidden Light Measured Medium Move Moved New Newer Newest Next None Now Object Off",
    "Older On Open Optional Preview Print Publish Published Queued Recover Remove Removed Replaced Required Reset Restore",
    "Search Sending Sent Show Shown Support Terms Text Title To Unchanged Unit Unknown Used Valid View",
  ].flatMap((line) => line.split(" ")),
);

test("each note belongs to a message, or to several whose keys begin alike", () => {
  const gone = [...notes.keys()].filter((key) => !english.has(key) && !keys.some((one) => one.startsWith(`${key}.`)));
  expect(notes.size).toBeGreaterThan(200);
  expect(gone).toEqual([]);
});

test("notes are sentences", () => {
  expect([...notes].filter(([, note]) => !/\S.*[.”]$/u.test(note))).toEqual([]);
});

test("each placeholder and tag is plain or has a note that explains it", () => {
  expect(plain.size).toBeGreaterThan(20);
  const unexplained = [...english].flatMap(([key, message]) =>
    placeholdersOf(message)
      .filter((placeholder) => !plain.has(placeholder) && !notes.get(key)?.includes(placeholder))
      .map((placeholder) => `${key}: ${placeholder}`),
  );
  expect(unexplained).toEqual([]);
});

test("a note explains only what the message has", () => {
  const foreign = [...notes].flatMap(([key, note]) => {
    const own = placeholdersOf(english.get(key) ?? "");
    return placeholdersIn(note)
      .filter((placeholder) => !own.includes(placeholder))
      .map((placeholder) => `${key}: ${placeholder}`);
  });
  expect(foreign).toEqual([]);
});

test("each word that other languages have several for, and each fragment, has a note", () => {
  const bare = [...english].filter(
    ([key, message]) => (AMBIGUOUS.has(message) || /^\p{Ll}/u.test(message)) && !notes.has(key),
  );
  expect(bare).toEqual([]);
});
