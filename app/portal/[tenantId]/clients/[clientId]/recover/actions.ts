"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { tenantReferenceSchema } from "@/lib/fields/id";
import { recoverTenant } from "@/lib/tenants/deletion";
import { removeTenant } from "@/lib/tenants/remove-tenant";
import { recoverTenantSchema } from "@/lib/tenants/schema";

/** "Recover", on the page of the company above. */
export const recoverTenantAction = actorFormAction(
  "management_portal",
  recoverTenantSchema,
  async (actor, { tenantId, name }) => {
    await recoverTenant(actor, tenantId, name);
    revalidatePath("/portal/[tenantId]", "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=recovered`);
  },
);

/** "Delete permanently", after the question. */
export const removeTenantAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    const parentId = await removeTenant(actor, tenantId);
    revalidatePath("/portal/[tenantId]", "layout");
    redirect(`/portal/${parentId}/clients?status=deleted`);
  },
);
