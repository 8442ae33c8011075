"use server";

import { redirect } from "next/navigation";
import { linkFormAction } from "@/lib/action";
import { clearSignInFlow } from "@/lib/auth/cookies";
import { setPasswordSchema } from "@/lib/auth/schema";
import { resetPassword } from "@/lib/auth/set-password";
import { linkProblemOf } from "@/lib/auth/tokens";
import { requestInfo } from "@/lib/http/current-request";
import { linkPath } from "@/lib/link-pages";
import { keepLanguage, requestLanguage } from "@/lib/request/request-language";

/** Sets the new password and sends on to sign in with it, in the language of this page. A link spent meanwhile shows its own page. */
export const submitNewPassword = linkFormAction(setPasswordSchema, async (link, { password }) => {
  const request = await requestInfo();
  const language = await requestLanguage();
  const problem = await resetPassword({ link, password, request }).catch(linkProblemOf);
  if (problem) redirect(linkPath("password_reset", link));
  await keepLanguage(language);
  await clearSignInFlow();
  redirect("/login?notice=password-changed");
});
