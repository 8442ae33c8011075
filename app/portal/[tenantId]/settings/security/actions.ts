"use server";

import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { requireTwoFactor } from "@/lib/tenants/require-two-factor";
import { twoFactorRequirementSchema } from "@/lib/tenants/schema";

/** Requires two-factor authentication, or no longer, after the question. */
export const requireTwoFactorAction = actorFormAction(
  "management_portal",
  twoFactorRequirementSchema,
  async (actor, { tenantId, required }) => {
    await requireTwoFactor(actor, tenantId, required);
    redirect(`/portal/${tenantId}/settings/security?notice=${required ? "required" : "released"}`);
  },
);
