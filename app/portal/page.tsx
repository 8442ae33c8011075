import { redirect } from "next/navigation";
import { requireService } from "@/lib/auth/current-actor";

export default async function PortalPage() {
  const actor = await requireService("management_portal");
  redirect(`/portal/${actor.tenantId}/overview`);
}
