import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ClientStatus } from "@/lib/clients/schema";

const TONES: Record<ClientStatus, BadgeTone> = { active: "success", disabled: "neutral", deleted: "danger" };

/** Active, disabled or deleted. */
export function ClientStatusBadge({ status }: { status: ClientStatus }) {
  const t = useTranslations("clients.statuses");
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}
