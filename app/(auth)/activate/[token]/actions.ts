"use server";

import { redirect } from "next/navigation";
import { linkFormAction } from "@/lib/action";
import { browserId } from "@/lib/auth/cookies";
import { beginSession } from "@/lib/auth/next-auth";
import { setPasswordSchema } from "@/lib/auth/schema";
import { activateAccount } from "@/lib/auth/set-password";
import { linkProblemOf } from "@/lib/auth/tokens";
import { requestInfo } from "@/lib/http/current-request";
import { linkPath } from "@/lib/link-pages";
import { keepLanguage, requestLanguage } from "@/lib/request/request-language";

/** J1: sets the password, activates, signs in, and shows the start page. The next sign-in here speaks as this page did. A link spent meanwhile shows its own page. */
export const submitActivation = linkFormAction(setPasswordSchema, async (link, { password, timeZone }) => {
  const request = await requestInfo();
  const language = await requestLanguage();
  const account = await activateAccount({
    link,
    password,
    browserId: await browserId(),
    timeZone,
    request,
  }).catch(linkProblemOf);
  if (typeof account === "string") redirect(linkPath("activation", link));
  await keepLanguage(language);
  await beginSession(account.sessionId);
  redirect("/start");
});
