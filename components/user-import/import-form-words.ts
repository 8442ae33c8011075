import type { useTranslations } from "next-intl";

/** What useTranslations and getTranslations give. */
type Translator<Namespace extends "userImport.form" | "common"> = ReturnType<typeof useTranslations<Namespace>>;

/** The texts of the form, which is a client component: only these go to the browser, and only to these pages. */
export function importFormWords(
  t: Translator<"userImport.form">,
  common: Translator<"common">,
  submit: "submit" | "checkAgain",
) {
  return {
    text: t("text"),
    textHint: t("textHint"),
    file: t("file"),
    fileHint: t("fileHint"),
    submit: t(submit),
    cancel: common("cancel"),
    next: t("next"),
  };
}
