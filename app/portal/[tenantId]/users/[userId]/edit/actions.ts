"use server";

import { redirect } from "next/navigation";
import { settleHolder } from "@/app/settle-holder";
import { actorFormAction } from "@/lib/action";
import { userReferenceSchema } from "@/lib/fields/id";
import { cancelEmailChange, resendEmailChange } from "@/lib/users/links";
import { userGeneralFormSchema, userRolesFormSchema, userSettingsFormSchema } from "@/lib/users/schema";
import { updateUserGeneral } from "@/lib/users/update-user-general";
import { updateUserRoles } from "@/lib/users/update-user-roles";
import { updateUserSettings } from "@/lib/users/update-user-settings";

/** "General": back on the user's page, which says what happens to a new address. */
export const updateGeneralAction = actorFormAction(
  "management_portal",
  userGeneralFormSchema,
  async (actor, { tenantId, userId, version, holder, ...input }) => {
    await settleHolder(actor, holder);
    const outcome = await updateUserGeneral(actor, { tenantId, userId, version }, input);
    const notice = outcome === "unchanged" ? "saved-general" : `email-${outcome}`;
    redirect(`/portal/${tenantId}/users/${userId}?notice=${notice}`);
  },
);

/** "Services and roles". */
export const updateRolesAction = actorFormAction(
  "management_portal",
  userRolesFormSchema,
  async (actor, { tenantId, userId, version, ...input }) => {
    await updateUserRoles(actor, { tenantId, userId, version }, input);
    redirect(`/portal/${tenantId}/users/${userId}?notice=saved-roles`);
  },
);

/** "Settings". */
export const updateSettingsAction = actorFormAction(
  "management_portal",
  userSettingsFormSchema,
  async (actor, { tenantId, userId, version, ...input }) => {
    await updateUserSettings(actor, { tenantId, userId, version }, input);
    redirect(`/portal/${tenantId}/users/${userId}?notice=saved-settings`);
  },
);

/** "Send again" beside a new address that waits to be confirmed. */
export const resendEmailChangeAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await resendEmailChange(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=email-resent`);
  },
);

/** "Cancel the change" there. */
export const cancelEmailChangeAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await cancelEmailChange(actor, tenantId, userId);
    redirect(`/portal/${tenantId}/users/${userId}?notice=email-canceled`);
  },
);
