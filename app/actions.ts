"use server";

import { RedirectType, redirect } from "next/navigation";
import { publicFormAction } from "@/lib/action";
import { keepLanguage, pathInLanguage } from "@/lib/i18n/request-language";
import { chooseLanguageSchema } from "@/lib/i18n/schema";

/** The language picker: remembers the choice in this browser and shows the same page again. */
export const chooseLanguage = publicFormAction(chooseLanguageSchema, async ({ language }) => {
  await keepLanguage(language);
  redirect(await pathInLanguage(language), RedirectType.replace);
});
