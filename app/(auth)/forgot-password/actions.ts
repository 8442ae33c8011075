"use server";

import { redirect } from "next/navigation";
import { after } from "next/server";
import { publicFormAction } from "@/lib/action";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { forgotPasswordSchema } from "@/lib/auth/schema";
import { requestInfo } from "@/lib/current-request";
import { kickDelivery } from "@/lib/jobs/runner";

/** Sends a link if somebody has this login, and says the same either way. */
export const submitForgotPassword = publicFormAction(forgotPasswordSchema, async ({ login }) => {
  await requestPasswordReset(login, await requestInfo());
  after(kickDelivery);
  redirect("/forgot-password/sent");
});
