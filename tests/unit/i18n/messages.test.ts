import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type MessageFormatElement, parse } from "@formatjs/icu-messageformat-parser";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { textsOf } from "@/tests/support/message-texts";

const english = await textsOf("en");
const others = LANGUAGES.filter((language) => language !== "en");

/** Every argument and tag with its kind: what a translation has to keep. */
function placeholders(nodes: MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const node of nodes) {
    // 0 is text, 7 the # of a plural.
    if (node.type !== 0 && node.type !== 7) found.add(`${node.type}:${node.value}`);
    if ("options" in node) for (const { value } of Object.values(node.options)) placeholders(value, found);
    if ("children" in node) placeholders(node.children, found);
  }
  return found;
}

const options = (nodes: MessageFormatElement[]): string[][] =>
  nodes.flatMap((node) => [
    ...("options" in node
      ? [Object.keys(node.options), ...Object.values(node.options).flatMap(({ value }) => options(value))]
      : []),
    ...("children" in node ? options(node.children) : []),
  ]);

/** Everything but letters, placeholders and the names of the product and its services reads alike everywhere. */
const OF_NO_LANGUAGE = ["Backstay", "Management Portal", "Backup & Disaster Recovery", "ID", "{width} px"];

/** Words that another language writes as English does. A new one needs a reader of that language who agrees. */
const SAME_WORD: Record<Exclude<Language, "en">, readonly string[]> = {
  de: [
    ..."Administrator Browser Code Details Filter Initiator Name optional Optional Partner Status System".split(" "),
    ..."Branding Links Logo Support Text Version".split(" "),
    "Version {version}",
  ],
  fr: [
    ..."Action Actions Clients Code Date Message Mode Notifications Pages Production Quota Session".split(" "),
    ..."Logo Sessions Suggestions Type Version".split(" "),
    "Version {version}",
  ],
  es: ["General", "No", "Partner"],
  it: [..."Account Browser Email Logo No Partner Password Privacy Quota".split(" ")],
  "pt-BR": [..."Links Login Status".split(" ")],
  nl: [
    ..."Account Browser Browsers Code Details Filter Headers Initiator Object Partner Status".split(" "),
    ..."Links Logo Privacy".split(" "),
  ],
  ja: [],
};

test("there is a file for each language and no other", () => {
  const files = readdirSync(join(process.cwd(), "lib/i18n/messages"));
  expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

test.each(LANGUAGES)("%s can be read as ICU messages, and every choice has an answer", async (language) => {
  for (const [key, text] of await textsOf(language)) {
    const choices = options(parse(text));
    expect([key, choices.filter((keys) => !keys.includes("other"))]).toEqual([key, []]);
  }
});

describe.each(others)("%s", (language) => {
  test("has every key, in the order of English", async () => {
    expect([...(await textsOf(language)).keys()]).toEqual([...english.keys()]);
  });

  test("has the placeholders of every text", async () => {
    const texts = await textsOf(language);
    const kept = (text = "") => [...placeholders(parse(text))].sort();
    const wrong = [...english].filter(([key, text]) => kept(text).join() !== kept(texts.get(key)).join());
    expect(wrong.map(([key]) => [key, texts.get(key)])).toEqual([]);
  });

  test("leaves nothing in English, and nothing empty", async () => {
    const texts = await textsOf(language);
    const left = [...english].filter(([key, text]) => {
      const own = texts.get(key)?.trim();
      if (!own) return true;
      const said = text.replace(/\{\w+\}/g, "");
      return own === text && /\p{L}/u.test(said) && ![...OF_NO_LANGUAGE, ...SAME_WORD[language]].includes(text);
    });
    expect(left).toEqual([]);
  });
});
