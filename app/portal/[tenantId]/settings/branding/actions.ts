"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { checkHost, confirmHost } from "@/lib/brand/prove-host";
import { restoreBrand } from "@/lib/brand/restore-brand";
import { type LogoChange, saveBrand } from "@/lib/brand/save-brand";
import { brandReferenceSchema, brandSchema, confirmHostSchema } from "@/lib/brand/schema";

/** "Save": the brand as the form has it. The page behind it, frame included, is rendered again in the new look. */
export const saveBrandAction = actorFormAction("management_portal", brandSchema, async (actor, input) => {
  const { tenantId, version, logo, removeLogo, darkLogo, removeDarkLogo, ...texts } = input;
  const [light, dark] = await Promise.all([changeOf(logo, removeLogo), changeOf(darkLogo, removeDarkLogo)]);
  await saveBrand(actor, { tenantId, version }, texts, { light, dark });
  revalidatePath("/", "layout");
  redirect(`/portal/${tenantId}/settings/branding?notice=saved`);
});

/** "Restore to defaults", after the question. */
export const restoreBrandAction = actorFormAction(
  "management_portal",
  brandReferenceSchema,
  async (actor, { tenantId }) => {
    await restoreBrand(actor, tenantId);
    revalidatePath("/", "layout");
    redirect(`/portal/${tenantId}/settings/branding?notice=restored`);
  },
);

/** "Check now": looks for the record that proves the host name. */
export const checkHostAction = actorFormAction(
  "management_portal",
  brandReferenceSchema,
  async (actor, { tenantId }) => {
    await checkHost(actor, tenantId);
    redirect(`/portal/${tenantId}/settings/branding?notice=proven`);
  },
);

/** "Confirm host name": the provider vouches for it. */
export const confirmHostAction = actorFormAction("management_portal", confirmHostSchema, async (actor, input) => {
  await confirmHost(actor, input);
  redirect(`/portal/${input.tenantId}/settings/branding?notice=proven`);
});

/** A new file counts more than the tick that removes the old one. */
async function changeOf(file: File | undefined, remove: boolean): Promise<LogoChange> {
  if (file) return new Uint8Array(await file.arrayBuffer());
  return remove ? "remove" : "keep";
}
