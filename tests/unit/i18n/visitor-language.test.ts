import fc from "fast-check";
import { languageCookieIn, visitorLanguage } from "@/lib/i18n/visitor-language";
import { firstLanguageOf, LANGUAGES, languageName, languageOptions } from "@/lib/vocabulary";

const asked = (acceptLanguage: string | null) => visitorLanguage({ cookie: null, acceptLanguage });

test.each([
  ["de", "de"],
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["DE-at", "de"],
  ["pt", "pt-BR"],
  ["pt-PT, en;q=0.5", "pt-BR"],
  ["pt-br", "pt-BR"],
  ["ja-JP", "ja"],
  ["en;q=0.5, nl;q=0.9", "nl"],
  ["en;q=0.1, fr;q=0.2, it", "it"],
  ["sv, da;q=0.9, es;q=0.1", "es"],
  ["de;q=0, fr", "fr"],
  ["zh-Hant-TW, ja;q=0.3", "ja"],
])("Accept-Language %s is answered in %s", (header, language) => {
  expect(asked(header)).toBe(language);
});

test.each([
  null,
  "",
  "*",
  "sv, da",
  "de;q=0",
  "x".repeat(100_000),
  ",".repeat(10_000),
  ";q=1;q=1",
  "-",
  "*-*",
  "__proto__",
  "constructor;q=9",
  "<script>",
  "\u0000de\u0000",
  "de\r\nSet-Cookie: a=b".slice(3),
])("Accept-Language %j says nothing", (header) => {
  expect(asked(header)).toBeNull();
});

test("no header is an error, and each answer is one of ours or none", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...'de,pt-BR;q=0.5,*=";\\ '.split(/(?=[,;=])/)),
  );
  const header = fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join(""));
  fc.assert(fc.property(header, (text) => expect([null, ...LANGUAGES]).toContain(asked(text))));
});

test("what was picked comes before what the browser requests", () => {
  expect(visitorLanguage({ cookie: "ja", acceptLanguage: "de" })).toBe("ja");
});

test.each(["", "xx", "JA", "ja ", "../de", "__proto__", '"><script>', undefined])(
  "the cookie %j is no language",
  (cookie) => {
    expect(visitorLanguage({ cookie, acceptLanguage: "de" })).toBe("de");
  },
);

test.each([
  ["backstay.language=fr", "fr"],
  ["a=b; backstay.language=fr; c=d", "fr"],
  ["xbackstay.language=fr", undefined],
  ["backstay.language", undefined],
  [";;=;", undefined],
  [undefined, undefined],
])("the Cookie header %j has the choice %j", (header, choice) => {
  expect(languageCookieIn(header)).toBe(choice);
});

test("the first of several languages that is one of ours counts", () => {
  expect(firstLanguageOf(["sv-SE", "pt-PT", "de"])).toBe("pt-BR");
  expect(firstLanguageOf([])).toBeNull();
});

test("languages are offered by their own names, in alphabetical order for every reader", () => {
  for (const reader of LANGUAGES) {
    expect(languageOptions(reader).map(({ value }) => value)).toEqual([
      "de",
      "en",
      "es",
      "fr",
      "it",
      "nl",
      "pt-BR",
      "ja",
    ]);
  }
  expect(languageName("pt-BR")).toBe("Português (Brasil)");
  expect(languageName("constructor")).toBe("constructor");
});
