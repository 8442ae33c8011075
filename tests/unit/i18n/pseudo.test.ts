import { parse } from "@formatjs/icu-messageformat-parser";
import { createTranslator } from "use-intl/core";
import { loadMessages } from "@/lib/i18n/messages";
import { pseudoMessages, pseudoText } from "@/lib/i18n/pseudo";
import { useTestEnv } from "@/tests/support/test-env";

test("letters get accents and every text becomes 40 % longer", () => {
  const text = pseudoText("Management Portal");
  expect(text).toMatch(/^Måñågéméñt Pörtål /);
  expect(text).toHaveLength(Math.ceil(17 * 1.4));
});

test("placeholders, tags and the choices of a plural stay", () => {
  expect(pseudoText("Hi {name}")).toMatch(/^Hî \{name\}/);
  expect(pseudoText("<b>yes</b> {n, number}")).toMatch(/^<b>ýéš<\/b> \{n, number\}/);
  const plural = pseudoText("{count, plural, =0 {None} one {# user of {tenant}} other {# users}}");
  expect(plural).toMatch(/^\{count, plural, =0 \{Ñöñé .*\} one \{# ûšér öf \{tenant\}.*\} other \{# ûšérš .*\}\}$/);
});

test("every English text is still a message afterwards", async () => {
  const check = (tree: object): void => {
    for (const value of Object.values(tree)) typeof value === "string" ? parse(value) : check(value);
  };
  check(pseudoMessages(await loadMessages("en")));
});

test("PSEUDO_LANGUAGE puts it in the place of every language", async () => {
  useTestEnv({ PSEUDO_LANGUAGE: "true" });
  const t = createTranslator({ locale: "en", messages: await loadMessages("en") });
  expect(t("common.errorSummaryTitle", { count: 2 })).toMatch(/fîx 2 fîéldš /i);
  useTestEnv();
});
