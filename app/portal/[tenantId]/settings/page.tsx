import { notFound, redirect } from "next/navigation";
import { openTenant } from "@/app/open-tenant";
import { settingsOf } from "@/lib/access/sections";

export default async function SettingsPage({ params }: PageProps<"/portal/[tenantId]/settings">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const [first] = settingsOf(actor, tenant);
  if (!first) notFound();
  redirect(`/portal/${tenant.id}/settings/${first}`);
}
