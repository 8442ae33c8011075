import { redirect } from "next/navigation";
import { openTenant } from "@/app/open-tenant";

export default async function TenantPage({ params }: PageProps<"/portal/[tenantId]">) {
  const { tenant } = await openTenant("management_portal", params);
  redirect(`/portal/${tenant.id}/overview`);
}
