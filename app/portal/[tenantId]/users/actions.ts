"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { settleHolder } from "@/app/settle-holder";
import { actorFormAction } from "@/lib/action";
import { userReferenceSchema } from "@/lib/fields/id";
import { createUser } from "@/lib/users/create-user";
import { deleteUser, recoverUser } from "@/lib/users/deletion";
import { disableUser, enableUser } from "@/lib/users/disabling";
import { resendActivation, resetPasswordOfUser } from "@/lib/users/links";
import { removeUser } from "@/lib/users/remove-user";
import { resetTwoFactor } from "@/lib/users/reset-two-factor";
import { createUserFormSchema, deleteUserSchema } from "@/lib/users/schema";
import { sendEmailAgain } from "@/lib/users/send-email-again";
import { endUserSession, endUserSessions, resetTrustedBrowsers } from "@/lib/users/sessions";

/** J5: creates the user and shows it on the "Users" tab; the activation email goes out after the response. */
export const createUserAction = actorFormAction(
  "management_portal",
  createUserFormSchema,
  async (actor, { tenantId, holder, ...input }) => {
    await settleHolder(actor, holder);
    const userId = await createUser(actor, tenantId, input);
    redirect(`/portal/${tenantId}/users?created=${userId}`);
  },
);

/** "Resend activation email" on the user's page. */
export const resendActivationAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await resendActivation(actor, tenantId, userId);
    revalidatePath(`/portal/${tenantId}/users/${userId}`);
    return { status: "success" };
  },
);

/** "Reset password" on the user's page. */
export const resetPasswordAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await resetPasswordOfUser(actor, tenantId, userId);
    revalidatePath(`/portal/${tenantId}/users/${userId}`);
    return { status: "success" };
  },
);

/** "Reset two-factor authentication", after the question. */
export const resetTwoFactorAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await resetTwoFactor(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=two-factor-reset`);
  },
);

/** "Disable", after the question. */
export const disableUserAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await disableUser(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=disabled`);
  },
);

/** "Enable". */
export const enableUserAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await enableUser(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=enabled`);
  },
);

/** "Delete", on the page that asks for the login. */
export const deleteUserAction = actorFormAction(
  "management_portal",
  deleteUserSchema,
  async (actor, { tenantId, userId, login }) => {
    await deleteUser(actor, tenantId, userId, login);
    redirect(`/portal/${tenantId}/users/${userId}?notice=deleted`);
  },
);

/** "Recover". */
export const recoverUserAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await recoverUser(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=recovered`);
  },
);

/** "Delete permanently", after the question. */
export const removeUserAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await removeUser(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users?status=deleted`);
  },
);

/** "End" beside one of a user's sessions. */
export const endUserSessionAction = actorFormAction(
  "management_portal",
  userReferenceSchema.extend({ sessionId: z.uuid("INVALID") }),
  async (actor, { tenantId, userId, sessionId }) => {
    await endUserSession(actor, { tenantId, userId, sessionId });
    redirect(`/portal/${tenantId}/users/${userId}?notice=session-ended`);
  },
);

/** "End all sessions", after the question. */
export const endUserSessionsAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await endUserSessions(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=sessions-ended`);
  },
);

/** "Reset trusted browsers", after the question. */
export const resetTrustedBrowsersAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await resetTrustedBrowsers(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=trusted-browsers-reset`);
  },
);

/** "Send again" beside an email that failed or still waits. */
export const sendEmailAgainAction = actorFormAction(
  "management_portal",
  userReferenceSchema.extend({ emailId: z.uuid("INVALID") }),
  async (actor, { tenantId, userId, emailId }) => {
    await sendEmailAgain(actor, { tenantId, userId, emailId });
    revalidatePath(`/portal/${tenantId}/users/${userId}`);
    return { status: "success" };
  },
);
