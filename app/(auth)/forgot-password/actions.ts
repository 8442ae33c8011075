"use server";

import { redirect } from "next/navigation";
import { publicFormAction } from "@/lib/action";
import { knownBrowserId } from "@/lib/auth/cookies";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { forgotPasswordSchema } from "@/lib/auth/schema";
import { requestInfo } from "@/lib/http/current-request";

/** Sends a link if a user has this login, and says the same either way. */
export const submitForgotPassword = publicFormAction(forgotPasswordSchema, async ({ login }) => {
  await requestPasswordReset(login, await requestInfo(), await knownBrowserId());
  redirect("/forgot-password/sent");
});
