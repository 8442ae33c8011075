import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { UserStatus } from "@/lib/vocabulary";

/** The color of each status. */
export const USER_STATUS_TONES: Record<UserStatus, BadgeTone> = {
  active: "success",
  not_activated: "warning",
  disabled: "danger",
  deleted: "neutral",
};

/** The status of an account, as a word in its color. */
export function UserStatusBadge({ status }: { status: UserStatus }) {
  const t = useTranslations("statuses");
  return <Badge tone={USER_STATUS_TONES[status]}>{t(status)}</Badge>;
}
