"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { publicFormAction } from "@/lib/action";
import { chooseLanguageSchema } from "@/lib/fields/language";
import { keepLanguage, pickedPath } from "@/lib/request/request-language";

/** The language picker: remembers the choice in this browser and shows the same page again. */
export const chooseLanguage = publicFormAction(chooseLanguageSchema, async ({ language }) => {
  await keepLanguage(language);
  const { path, same } = await pickedPath(language);
  // A script posted it: the current page keeps what was typed, which a redirect wouldn't.
  const scripted = (await headers()).has("next-action");
  if (!same || !scripted) redirect(path, RedirectType.replace);
  refresh();
  return { status: "success" };
});
