import { redirect } from "next/navigation";
import { openTenant } from "@/app/open-tenant";
import { settingsOf } from "@/lib/access/sections";
import { notTheirs } from "@/lib/found-or-404";

export default async function SettingsPage({ params }: PageProps<"/portal/[tenantId]/settings">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const [first] = settingsOf(actor, tenant);
  if (!first) notTheirs();
  redirect(`/portal/${tenant.id}/settings/${first}`);
}
