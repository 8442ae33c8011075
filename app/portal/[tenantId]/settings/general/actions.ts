"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { tenantReferenceSchema } from "@/lib/fields/id";
import { deleteTenant } from "@/lib/tenants/deletion";
import { disableTenant, enableTenant } from "@/lib/tenants/disabling";
import { moveTenant } from "@/lib/tenants/move-tenant";
import { deleteTenantSchema, moveTenantSchema, updateTenantSchema } from "@/lib/tenants/schema";
import { setSelfManaged } from "@/lib/tenants/set-self-managed";
import { startProduction } from "@/lib/tenants/start-production";
import { updateTenant } from "@/lib/tenants/update-tenant";

/** What frames every page of a company: its name, the way down to it, its tabs, and why no one can sign in. */
const PORTAL = "/portal/[tenantId]";

/** "Save", on the page of name and language. */
export const updateTenantAction = actorFormAction(
  "management_portal",
  updateTenantSchema,
  async (actor, { tenantId, version, ...input }) => {
    await updateTenant(actor, { tenantId, version }, input);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=updated`);
  },
);

/** "Switch to production", after the question. */
export const startProductionAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    await startProduction(actor, tenantId);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=production`);
  },
);

/** "Make self-managed", after the question; for those above. */
export const startSelfManagementAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    await setSelfManaged(actor, tenantId, true);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=selfManagementStarted`);
  },
);

/** "Make self-managed", after the question, in the customer's own "Security". */
export const startOwnSelfManagementAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    await setSelfManaged(actor, tenantId, true);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/security?notice=selfManagementStarted`);
  },
);

/** "End self-management", the same way back. */
export const endSelfManagementAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    await setSelfManaged(actor, tenantId, false);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/security?notice=selfManagementEnded`);
  },
);

/** "Disable", after the question. */
export const disableTenantAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    await disableTenant(actor, tenantId);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=disabled`);
  },
);

/** "Enable". */
export const enableTenantAction = actorFormAction(
  "management_portal",
  tenantReferenceSchema,
  async (actor, { tenantId }) => {
    await enableTenant(actor, tenantId);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=enabled`);
  },
);

/** "Move", on the page where the place is chosen. */
export const moveTenantAction = actorFormAction(
  "management_portal",
  moveTenantSchema,
  async (actor, { tenantId, targetId }) => {
    const from = await moveTenant(actor, tenantId, targetId);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${tenantId}/settings/general?notice=moved${from === null ? "" : `&from=${from}`}`);
  },
);

/** "Delete", on the page that asks for the name; goes on to the company above, where it can be recovered. */
export const deleteTenantAction = actorFormAction(
  "management_portal",
  deleteTenantSchema,
  async (actor, { tenantId, name }) => {
    const parentId = await deleteTenant(actor, tenantId, name);
    revalidatePath(PORTAL, "layout");
    redirect(`/portal/${parentId}/clients/${tenantId}/recover?notice=deleted`);
  },
);
