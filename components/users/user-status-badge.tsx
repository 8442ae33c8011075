import { useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { UserStatus } from "@/lib/vocabulary";

const TONES: Record<UserStatus, BadgeTone> = {
  active: "success",
  not_activated: "warning",
  disabled: "danger",
  deleted: "neutral",
};

/** The status of an account, as a word in its color. */
export function UserStatusBadge({ status }: { status: UserStatus }) {
  const t = useTranslations("statuses");
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}
