import type { useTranslations } from "next-intl";

/** What useTranslations("userImport.form") and getTranslations("userImport.form") give. */
type Translator = ReturnType<typeof useTranslations<"userImport.form">>;

/** The texts of the form, which is a client component: only these go to the browser, and only to these pages. */
export function importFormWords(t: Translator, submit: "submit" | "checkAgain") {
  return {
    text: t("text"),
    textHint: t("textHint"),
    file: t("file"),
    fileHint: t("fileHint"),
    submit: t(submit),
    cancel: t("cancel"),
    next: t("next"),
  };
}
