import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { MESSAGE_FILES } from "@/lib/i18n/message-files";
import { LANGUAGES, type Language, TENANT_KINDS } from "@/lib/vocabulary";

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, prefix = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
const textsOf = async (language: Language) => flat((await MESSAGE_FILES[language]()).default);

/** The one word of each language for disabling and enabling a user or a tenant. */
const DISABLED: Record<Language, RegExp> = {
  en: /disabl|enabl/i,
  de: /(ent|ge)?sperr|Sperre/i,
  fr: /désactiv|réactiv/i,
  es: /(des)?habilit/i,
  it: /(dis)?abilit/i,
  "pt-BR": /(des)?habilit|desabilit/i,
  nl: /(de|ge)?blok(keer|ker)/i,
  ja: /利用(停止|再開)|利用[をのがは].*(停止|再開)/,
};

/** Its other words, which say the same. What is turned off, such as two-factor authentication, is not disabled. */
const OTHER_WORDS_FOR_DISABLED: Record<Language, RegExp> = {
  en: /\b(deactivat|inactivat|suspend)/i,
  de: /deaktivier|inaktiv|suspendier/i,
  fr: /suspend|inactivé/i,
  es: /inhabilit|suspend|bloquead/i,
  it: /sospes|inattiv[oaie]\b|bloccat/i,
  "pt-BR": /inabilit|suspens|bloquead/i,
  nl: /gedeactiveerd|deactiver|opgeschort/i,
  ja: /無効化|凍結|使用停止/,
};

const SELF_MANAGED: Record<Language, RegExp> = {
  en: /self-?service|looks? after itself|manages? itself/i,
  de: /self-?service|selbstbedienung|verwaltet sich (jetzt )?selbst/i,
  fr: /self-?service|libre-service|se gère (maintenant )?elle-même|de façon autonome/i,
  es: /self-?service|autoservicio|de forma autónoma/i,
  it: /self-?service|si gestisce da sé/i,
  "pt-BR": /self-?service|autoatendimento|autosserviço/i,
  nl: /self-?service|zelfbediening|beheert zichzelf/i,
  ja: /セルフサービス|自主管理/,
};

const COMPANY_NUMBER: Record<Language, RegExp> = {
  en: /company number/i,
  de: /unternehmensnummer|firmennummer/i,
  fr: /numéro (de l’|d’)entreprise/i,
  es: /número de (la )?empresa/i,
  it: /numero (dell’)?azienda/i,
  "pt-BR": /número da empresa/i,
  nl: /bedrijfsnummer/i,
  ja: /組織番号|会社番号/,
};

/** What only the operator reads: the name that a brand replaces can be there. */
const OPERATORS_TEXTS = /^(mailbox\.|common\.productName$)/;

/** docs/ and the style of English: words that have a plainer one. */
const NOT_PLAIN_ENGLISH =
  /\b(somebody|whoever|nobody|everybody|at once|any more|nevertheless|meanwhile|please|people|cannot|colour|licence|cancelled|favourite)\b/i;

async function textsWith(language: Language, pattern: RegExp) {
  return (await textsOf(language)).filter(([, text]) => pattern.test(saidIn(parse(text))));
}

/** A message without the names of its arguments and branches. */
function saidIn(nodes: MessageFormatElement[]): string {
  return nodes
    .map((node) => {
      if (node.type === TYPE.literal) return node.value;
      if ("options" in node)
        return Object.values(node.options)
          .map(({ value }) => saidIn(value))
          .join(" / ");
      return "children" in node ? saidIn(node.children) : "";
    })
    .join("");
}

describe.each(LANGUAGES)("%s", (language) => {
  test("has one word for disabled", async () => {
    const disabled = new Set((await textsWith("en", DISABLED.en)).map(([key]) => key));
    const texts = (await textsOf(language)).filter(([key]) => disabled.has(key));
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter(([, text]) => !DISABLED[language].test(text))).toEqual([]);
    expect(await textsWith(language, OTHER_WORDS_FOR_DISABLED[language])).toEqual([]);
  });

  test("says self-managed in one way", async () => {
    expect(await textsWith(language, SELF_MANAGED[language])).toEqual([]);
  });

  test("calls the number of a company its ID", async () => {
    expect(await textsWith(language, COMPANY_NUMBER[language])).toEqual([]);
  });

  test("does not name the product where a brand may replace the name", async () => {
    const named = await textsWith(language, /Backstay/);
    expect(named.filter(([key]) => !OPERATORS_TEXTS.test(key))).toEqual([]);
  });

  test("has words for each kind of tenant that a text tells apart", async () => {
    const choices = await choicesOfKind(language);
    expect(choices.length).toBeGreaterThan(10);
    // Either all kinds, or a unit and everything else, which is a company.
    const allowed = [[...TENANT_KINDS, "other"].join(), "unit,other"];
    expect(choices.filter(([, kinds]) => kinds.some((names) => !allowed.includes(names)))).toEqual([]);
    expect(choices).toEqual(await choicesOfKind("en"));
  });
});

/** What can be created, which is a client or a user, has other branches. */
const OF_OTHER_THINGS = ["overview.first.create"];

async function choicesOfKind(language: Language) {
  return (await textsOf(language))
    .filter(([key]) => !OF_OTHER_THINGS.includes(key))
    .map(([key, text]): [string, string[]] => [key, kindsIn(parse(text))])
    .filter(([, kinds]) => kinds.length > 0);
}

/** The branches of every choice by the kind of a tenant. */
function kindsIn(nodes: MessageFormatElement[]): string[] {
  return nodes.flatMap((node) => {
    if (!("options" in node)) return [];
    const inside = Object.values(node.options).flatMap(({ value }) => kindsIn(value));
    return node.value === "kind" ? [Object.keys(node.options).join(), ...inside] : inside;
  });
}

test("fr writes amounts of data as French does", async () => {
  expect(await textsWith("fr", /\b(KB|MB|GB|TB|PB)\b/)).toEqual([]);
});

test("en is plain", async () => {
  expect(await textsWith("en", NOT_PLAIN_ENGLISH)).toEqual([]);
});
