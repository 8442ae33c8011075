import { existsSync, readFileSync } from "node:fs";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { PLACEHOLDER, readings, textsOf } from "@/tests/support/message-texts";

/** What keeps its own signs in every language: a given label, the signs that a login can have, the address of a Markdown link. */
const AS_GIVEN = /Let's Start|\. @ _ - \+|\]\([^)]*\)/g;

type Rule = { wrong: RegExp; why: string };

const EVERYWHERE: Rule[] = [
  { wrong: /["'`]/, why: "quotation marks and apostrophes are curly" },
  { wrong: /\.\.\./, why: "an ellipsis is one character" },
  { wrong: /^\s|\s$|\s{2}/, why: "one space between words, none around a text" },
  { wrong: /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/, why: "no invisible characters" },
  { wrong: /[\p{L}\p{N}] --? [\p{L}\p{N}]/u, why: "a hyphen is no dash" },
];

const US_SPELLING: Rule[] = [
  { wrong: /colour|favour|behaviour|honour|neighbour|labour/i, why: "-or, not -our" },
  { wrong: /licence|defence|offence|practise/i, why: "license, defense, offense, practice" },
  { wrong: /\b\w*(cancel|travel|label|model|signal|fuel)l(ed|ing)\b/i, why: "one l before -ed and -ing" },
  {
    wrong: /\b(centre|metre|litre|theatre|grey|catalogue|dialogue|cheque|programme|whilst|amongst)\b/i,
    why: "US spelling",
  },
  { wrong: /\b(towards|afterwards|backwards|forwards|fulfil|enrol|judgement|acknowledgement)\b/i, why: "US spelling" },
  {
    wrong:
      /\b(?!otherwise|likewise|exercis|promis|precis|advis|revis|supervis|enterpris|compris|surpris|rais|premis|rising)\w{3,}is(e[ds]?|ing|ations?)\b/i,
    why: "-ize, not -ise",
  },
  { wrong: /\byse[ds]?\b|\b(anal|paral)ys(e|ed|es|ing)\b/i, why: "-yze, not -yse" },
  { wrong: /\d\s%/, why: "no space before %" },
];

const NO_BREAK_BEFORE_UNIT: Rule = {
  wrong: new RegExp(`[\\d${PLACEHOLDER}] (%|[KMGT][Bo]\\b)`, "u"),
  why: "a no-break space between a number and its unit",
};

const OPENED_AND_CLOSED: Rule = { wrong: /¿[^?]*$|¡[^!]*$|^[^¿]*\?|^[^¡]*!/, why: "¿ opens what ? closes" };

const FRENCH: Rule[] = [
  { wrong: /(?<!\u202f)[?!;»]/, why: "U+202F before ? ! ; »" },
  // Not the colon of an address or a time of day.
  { wrong: /(?<!\u202f):(?!\/\/|\d)/, why: "U+202F before a colon" },
  { wrong: /«(?!\u202f)/, why: "U+202F after «" },
  { wrong: /\u202f(?![?!;:»]|\S)/, why: "U+202F stands between characters" },
  NO_BREAK_BEFORE_UNIT,
];

const IN_JAPANESE = `[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー々「」（）、。${PLACEHOLDER}]`;

const JAPANESE: Rule[] = [
  { wrong: new RegExp(`${IN_JAPANESE}[,.!?:;()]`, "u"), why: "full-width punctuation after Japanese" },
  { wrong: new RegExp(`[,!?:;()]${IN_JAPANESE}`, "u"), why: "full-width punctuation before Japanese" },
  { wrong: /[Ａ-Ｚａ-ｚ０-９％]/, why: "half-width letters and digits" },
  { wrong: /[\uff61-\uff9f]/, why: "full-width katakana" },
  { wrong: /\u3000/, why: "no ideographic space" },
];

/** Of each language the quotation marks that it uses, an apostrophe among them, and what else it does its own way. */
const TYPOGRAPHY: Record<Language, { quotes: string; rules: Rule[] }> = {
  en: { quotes: "“”’", rules: US_SPELLING },
  de: { quotes: "„“’", rules: [NO_BREAK_BEFORE_UNIT] },
  fr: { quotes: "«»’", rules: FRENCH },
  es: { quotes: "“”", rules: [OPENED_AND_CLOSED, NO_BREAK_BEFORE_UNIT] },
  it: { quotes: "“”’", rules: [NO_BREAK_BEFORE_UNIT] },
  "pt-BR": { quotes: "“”", rules: [NO_BREAK_BEFORE_UNIT] },
  nl: { quotes: "‘’", rules: [NO_BREAK_BEFORE_UNIT] },
  ja: { quotes: "「」『』", rules: JAPANESE },
};

const PAIRS = ["“”", "„“", "«»", "「」", "『』"];

/** What is wrong with a text, in words. */
function mistakes(language: Language, text: string): string[] {
  const { quotes, rules } = TYPOGRAPHY[language];
  const said = text.replace(AS_GIVEN, "x");
  const foreign = [...said.matchAll(/[“”„‟‘’‚«»「」『』]/g)]
    .map(([mark]) => mark)
    .filter((mark) => !quotes.includes(mark));
  const unpaired = PAIRS.filter(([open = ""]) => quotes.startsWith(open)).filter(
    ([open = "", close = ""]) => said.split(open).length !== said.split(close).length,
  );
  return [
    ...[...EVERYWHERE, ...rules].filter(({ wrong }) => wrong.test(said)).map(({ why }) => why),
    ...foreign.map((mark) => `${mark} is a quotation mark of another language`),
    ...unpaired.map((pair) => `${pair} come in pairs`),
  ];
}

/** The lines of the license agreement as they are read: without the marks of Markdown and without spaces at their ends. */
function agreementLines(language: Language): string[] {
  const path = `lib/eula/default-eula.${language}.md`;
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.replace(/^(#+|-|\d+\.) /, "").replaceAll("**", ""));
}

describe.each(LANGUAGES)("%s", (language) => {
  test("has its own quotation marks, spaces and spelling in every message", async () => {
    const found = [...(await textsOf(language))].flatMap(([key, text]) =>
      readings(text).flatMap((reading) => mistakes(language, reading).map((why) => `${key}: ${why}: ${reading}`)),
    );
    expect(found).toEqual([]);
  });

  test("has them in the license agreement", () => {
    const found = agreementLines(language).flatMap((line) => mistakes(language, line).map((why) => `${why}: ${line}`));
    expect(found).toEqual([]);
  });
});

test.each<[Language, string, string]>([
  ["en", "The user's login", "quotation marks and apostrophes are curly"],
  ["en", "Wait...", "an ellipsis is one character"],
  ["en", "The request was cancelled", "one l before -ed and -ing"],
  ["en", "You are not authorised", "-ize, not -ise"],
  ["en", "Users of this organisation", "-ize, not -ise"],
  ["en", "The colour of buttons", "-or, not -our"],
  ["en", "“Settings", "“” come in pairs"],
  ["de", "Wählen Sie “Sicherheit”", "” is a quotation mark of another language"],
  ["de", "Ab 100 % wird gewarnt", "a no-break space between a number and its unit"],
  ["fr", "Oublié ?", "U+202F before ? ! ; »"],
  ["fr", "Trouvé\u00a0: rien", "U+202F before a colon"],
  ["fr", "« Sécurité\u202f»", "U+202F after «"],
  ["es", "Olvidó su contraseña?", "¿ opens what ? closes"],
  ["ja", "保存しました.", "full-width punctuation after Japanese"],
  ["ja", "保存しますか?", "full-width punctuation after Japanese"],
  ["ja", "（例:Acme）", "full-width punctuation after Japanese"],
  ["ja", "１件", "half-width letters and digits"],
])("in %s, %s is found: %s", (language, text, why) => {
  expect(mistakes(language, text)).toContain(why);
});

test.each<[Language, string]>([
  ["en", "Otherwise, exercise your rights: 10:00 UTC is precise. Enterprise users’ “Settings”"],
  ["fr", "Ouvrez https://www.example.com après 10:00\u202f: c’est «\u202fprêt\u202f»\u202f!"],
  ["ja", "https://www.example.com/terms（例：portal.example.com）の記号（. @ _ - +）と「設定」"],
])("in %s, %s is right", (language, text) => {
  expect(mistakes(language, text)).toEqual([]);
});
