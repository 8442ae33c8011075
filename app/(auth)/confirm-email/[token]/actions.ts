"use server";

import { redirect } from "next/navigation";
import { nothingSchema } from "@/lib/account/schema";
import { linkFormAction } from "@/lib/action";
import { confirmEmailChange } from "@/lib/auth/confirm-email-change";
import { linkProblemOf } from "@/lib/auth/tokens";
import { requestInfo } from "@/lib/http/current-request";
import { linkPath } from "@/lib/link-pages";
import { keepLanguage, requestLanguage } from "@/lib/request/request-language";

/** Makes the new address the account's own, and goes on in the language of this page. A link spent meanwhile shows its own page. */
export const submitEmailConfirmation = linkFormAction(nothingSchema, async (link) => {
  const language = await requestLanguage();
  const changed = await confirmEmailChange({ link, request: await requestInfo() }).catch(linkProblemOf);
  if (typeof changed === "string") redirect(linkPath("email_change", link));
  await keepLanguage(language);
  redirect(`/confirm-email/confirmed${changed.loginChanged ? "?login=changed" : ""}`);
});
