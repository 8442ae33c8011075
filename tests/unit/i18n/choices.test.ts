import { type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { nodesOf, textsOf } from "@/tests/support/message-texts";

const others = LANGUAGES.filter((language) => language !== "en");
const english = await textsOf("en");

type Choice = Extract<MessageFormatElement, { type: TYPE.plural | TYPE.select }>;

const choicesOf = (message: string) =>
  nodesOf(message).filter((node): node is Choice => node.type === TYPE.plural || node.type === TYPE.select);
const isExact = (option: string) => option.startsWith("=");

/** The plural categories of the numbers that people meet here; French has one more, for millions. */
function categoriesOf(language: Language): string[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1_000 }, (_, number) => rules.select(number)))].sort();
}

/** What a plural lacks or has too much of for its language. One text for every number is no plural, and right. */
function pluralMistakes(language: Language, message: string): string[] {
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories as string[];
  return choicesOf(message).flatMap((node) => {
    if (node.type !== TYPE.plural) return [];
    const options = Object.keys(node.options).filter((option) => !isExact(option));
    const missing = options.length === 1 ? [] : categoriesOf(language).filter((name) => !options.includes(name));
    const unknown = options.filter((option) => !known.includes(option));
    return [...missing.map((name) => `${name} is missing`), ...unknown.map((name) => `${name} is unknown`)];
  });
}

/** What the program decides of a message: the exact numbers of plurals, the formats of arguments. */
function decided(message: string): string[] {
  const all = nodesOf(message).flatMap((node) => {
    if (node.type === TYPE.plural) {
      return Object.keys(node.options).flatMap((option) => (isExact(option) ? `${node.value} can be ${option}` : []));
    }
    if (node.type === TYPE.number || node.type === TYPE.date || node.type === TYPE.time) {
      return `${node.value} as ${JSON.stringify(node.style)}`;
    }
    return [];
  });
  return [...new Set(all)];
}

/** None and one may read differently in a language: Japanese has no plural for one. */
const FREE = / can be =[01]$/;

test("the categories are those of each language", () => {
  expect(categoriesOf("en")).toEqual(["one", "other"]);
  expect(categoriesOf("ja")).toEqual(["other"]);
  expect(pluralMistakes("en", "{n, plural, other {# users}}")).toEqual([]);
  expect(pluralMistakes("de", "{n, plural, =0 {keine} few {ein paar} other {viele}}")).toEqual([
    "one is missing",
    "few is unknown",
  ]);
});

test.each(LANGUAGES)("%s has a text for every number, and none for numbers it does not know", async (language) => {
  const found = [...(await textsOf(language))].flatMap(([key, text]) =>
    pluralMistakes(language, text).map((mistake) => `${key}: ${mistake}: ${text}`),
  );
  expect(found).toEqual([]);
});

test.each(others)("%s has the choices and formats of English", async (language) => {
  const texts = await textsOf(language);
  const found = [...english].flatMap(([key, text]) => {
    const [own, wanted] = [decided(texts.get(key) ?? ""), decided(text)];
    const missing = wanted.filter((decision) => !own.includes(decision));
    const added = own.filter((decision) => !wanted.includes(decision) && !FREE.test(decision));
    return missing.length + added.length === 0 ? [] : [{ key, missing, added }];
  });
  expect(found).toEqual([]);
});

/** The options that English knows for each argument: a language may tell apart more or fewer of them in a message. */
const knownOptions = new Map<string, Set<string>>();
for (const text of english.values()) {
  for (const node of choicesOf(text)) {
    if (node.type !== TYPE.select) continue;
    const known = knownOptions.get(node.value) ?? new Set();
    knownOptions.set(node.value, new Set([...known, ...Object.keys(node.options)]));
  }
}

const unknownOptions = (message: string) =>
  choicesOf(message).flatMap((node) =>
    node.type === TYPE.select
      ? Object.keys(node.options).filter((option) => !knownOptions.get(node.value)?.has(option))
      : [],
  );

test.each(others)("%s translates no option of a select", async (language) => {
  const found = [...(await textsOf(language))].flatMap(([key, text]) =>
    unknownOptions(text).map((name) => [key, name]),
  );
  expect(found).toEqual([]);
});

test("what a translation changes of a choice or format is found", () => {
  expect(unknownOptions("{of, select, units {a} other {b}}")).toEqual([]);
  expect(unknownOptions("{of, select, Abteilungen {a} other {b}}")).toEqual(["Abteilungen"]);
  expect(decided("{n, plural, =1001 {many} other {#}}")).not.toEqual(decided("{n, plural, other {#}}"));
  expect(decided("{at, date, long}")).not.toEqual(decided("{at, date, short}"));
});
