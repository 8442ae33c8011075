import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { TenantStatus } from "@/lib/vocabulary";

/** The color of each status. */
export const TENANT_STATUS_TONES: Record<TenantStatus, BadgeTone> = {
  active: "success",
  disabled: "danger",
  deleted: "neutral",
};

/** The status of a company, in a word and a color. */
export function TenantStatusBadge({ status }: { status: TenantStatus }) {
  return <Badge tone={TENANT_STATUS_TONES[status]}>{useTranslations("statuses")(status)}</Badge>;
}
