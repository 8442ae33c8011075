import { readdirSync, readFileSync } from "node:fs";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { readings, textsOf } from "@/tests/support/message-texts";

const FOLDER = "docs/languages";
/** Terms of the product's field that no screen names yet: translated already, so that the first text has them right. */
const ON_NO_SCREEN_YET = ["snapshot", "plan"];

type Row = { term: string; theirs: string; not: string[] };

function glossaryOf(language: Language): Row[] {
  const cells = readFileSync(`${FOLDER}/${language}.md`, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, first]) => first !== "Term" && !/^-+$/.test(first ?? ""));
  return cells.map(([, term = "", ...rest]) => {
    const [theirs = "", not = ""] = language === "en" ? [term, rest[0]] : rest;
    return { term, theirs, not: not.split(",").flatMap((word) => word.trim() || []) };
  });
}

/** What a word is made of: the mail of an e-mail is no word. */
const LETTER = "[\\p{L}\\p{N}_-]";

/** Finds a word of a glossary as a whole word; `*` means any ending, and Japanese has no spaces between words. */
function finder(language: Language, word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\*", `${LETTER}*`);
  return language === "ja" ? new RegExp(escaped, "iu") : new RegExp(`(?<!${LETTER})${escaped}(?!${LETTER})`, "iu");
}

const saidIn = async (language: Language) =>
  [...(await textsOf(language))].flatMap(([key, text]) => readings(text).map((reading) => ({ key, reading })));

const terms = glossaryOf("en").map(({ term }) => term);

test("each language has a glossary, and there is no other", () => {
  const files = readdirSync(FOLDER).filter((name) => name !== "README.md");
  expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.md`).sort());
});

test("a word is found as a whole, whatever its case, and its endings where they are open", () => {
  expect("Die Firma ist").toMatch(finder("de", "firma"));
  expect("Firmen und Firmament").not.toMatch(finder("de", "Firma"));
  expect("Firmen").toMatch(finder("de", "Firm*"));
  expect("この会社は").toMatch(finder("ja", "会社"));
});

describe.each(LANGUAGES)("the glossary of %s", (language) => {
  test("has the terms of English, in their order, each once", () => {
    expect(terms.length).toBeGreaterThan(60);
    expect(new Set(terms).size).toBe(terms.length);
    expect(glossaryOf(language).map(({ term }) => term)).toEqual(terms);
  });

  test("has words that the messages use", async () => {
    const texts = await saidIn(language);
    const unused = glossaryOf(language).filter(({ term, theirs }) => {
      if (ON_NO_SCREEN_YET.includes(term)) return theirs === "";
      // The word may be part of a longer one: Speicherkontingent.
      const start = theirs.toLowerCase().split("*");
      return !texts.some(({ reading }) => start.every((part) => reading.toLowerCase().includes(part)));
    });
    expect(unused).toEqual([]);
  });

  test("says what not to say, and no message says it", async () => {
    const texts = await saidIn(language);
    const unwanted = glossaryOf(language).flatMap(({ theirs, not }) => not.map((word) => ({ word, theirs })));
    const said = unwanted.flatMap(({ word, theirs }) => {
      const found = finder(language, word);
      return texts
        .filter(({ reading }) => found.test(reading))
        .map(({ key, reading }) => `${word}, not ${theirs}: ${key} = ${reading}`);
    });
    expect(unwanted.length).toBeGreaterThan(20);
    expect(said).toEqual([]);
  });
});
