"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { settleHolder } from "@/app/settle-holder";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { changePassword } from "@/lib/account/change-password";
import { confirmTwoFactor } from "@/lib/account/confirm-two-factor";
import { cancelOwnEmailChange, changeOwnEmail, resendOwnEmailChange } from "@/lib/account/own-email";
import { endOwnSession, forgetOwnTrustedBrowsers, signOutEverywhere } from "@/lib/account/own-sessions";
import { renewRecoveryCodes } from "@/lib/account/renew-recovery-codes";
import {
  currentPasswordSchema,
  endSessionSchema,
  nothingSchema,
  profileFormSchema,
  twoFactorChangeSchema,
} from "@/lib/account/schema";
import { turnOffTwoFactor } from "@/lib/account/turn-off-two-factor";
import { updateOwnNotifications } from "@/lib/account/update-own-notifications";
import { updateProfile } from "@/lib/account/update-profile";
import { actorFormAction } from "@/lib/action";
import { endCurrentSession } from "@/lib/auth/end-current-session";
import { changePasswordSchema } from "@/lib/auth/schema";
import { keepLanguage } from "@/lib/request/request-language";
import { ownEmailSchema, ownNotificationsFormSchema } from "@/lib/users/schema";

export const submitProfile = actorFormAction("account", profileFormSchema, async (actor, { version, ...input }) => {
  await updateProfile(actor, version, input);
  await keepLanguage(input.language);
  // The name is in the header too, and the language changes every word.
  refresh();
  return { status: "success" };
});

export const submitNotifications = actorFormAction(
  "account",
  ownNotificationsFormSchema,
  async (actor, { version, ...input }) => {
    await updateOwnNotifications(actor, version, input);
    refresh();
    return { status: "success" };
  },
);

export const submitOwnEmail = actorFormAction("account", ownEmailSchema, async (actor, { holder, ...input }) => {
  await settleHolder(actor, holder);
  await changeOwnEmail(actor, input);
  redirect("/account?notice=email-requested");
});

export const submitResendEmail = actorFormAction("account", nothingSchema, async (actor) => {
  await resendOwnEmailChange(actor);
  redirect("/account?notice=email-resent");
});

export const submitCancelEmail = actorFormAction("account", nothingSchema, async (actor) => {
  await cancelOwnEmailChange(actor);
  redirect("/account?notice=email-canceled");
});

export const submitNewPassword = actorFormAction("account", changePasswordSchema, async (actor, input) => {
  await changePassword(actor, input);
  refresh();
  return { status: "success" };
});

export const submitBeginTwoFactor = actorFormAction("account", nothingSchema, async (actor) => {
  await beginTwoFactor(actor);
  redirect("/account/security/two-factor");
});

/** Answers the recovery codes; without `refresh()`, so that nothing but that answer carries them. */
export const submitTwoFactor = actorFormAction("account", twoFactorChangeSchema, async (actor, input) => {
  const once = await confirmTwoFactor(actor, input);
  return { status: "success", once };
});

export const submitNewRecoveryCodes = actorFormAction("account", currentPasswordSchema, async (actor, input) => {
  const once = await renewRecoveryCodes(actor, input.currentPassword);
  return { status: "success", once };
});

export const submitTurnOff = actorFormAction("account", twoFactorChangeSchema, async (actor, input) => {
  await turnOffTwoFactor(actor, input);
  redirect("/account/security?notice=two-factor-off");
});

export const submitForgetTrustedBrowsers = actorFormAction("account", nothingSchema, async (actor) => {
  await forgetOwnTrustedBrowsers(actor);
  redirect("/account/security?notice=browsers-forgotten");
});

export const submitEndSession = actorFormAction("account", endSessionSchema, async (actor, { sessionId }) => {
  if (sessionId === actor.sessionId) {
    await endCurrentSession();
    redirect("/login?notice=signed-out");
  }
  await endOwnSession(actor, sessionId);
  redirect("/account/sessions?notice=signed-out");
});

export const submitSignOutEverywhere = actorFormAction("account", nothingSchema, async (actor) => {
  await signOutEverywhere(actor);
  await endCurrentSession();
  redirect("/login?notice=signed-out");
});
