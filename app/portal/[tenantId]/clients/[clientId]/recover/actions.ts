"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { recoverTenant } from "@/lib/tenants/deletion";
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
