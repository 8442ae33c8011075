import { redirect } from "next/navigation";
import { requireService } from "@/lib/auth/current-actor";

export default async function OwnBackupPage() {
  const actor = await requireService("backup");
  redirect(`/backup/${actor.tenantId}`);
}
