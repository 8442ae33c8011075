import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import type { LastAcceptance } from "@/lib/eula/model";
import type { UserStatus } from "@/lib/vocabulary";
import { UserStatusBadge } from "./user-status-badge";

type UserStatusCardProps = {
  user: {
    status: UserStatus;
    activatedAt: Date | null;
    disabledAt: Date | null;
    deletedAt: Date | null;
    recoverableUntil: Date | null;
    recoverable: boolean;
    twoFactor: boolean;
    agreement: LastAcceptance | null;
  };
};

/**
 * The status of the account, since when, whether a second factor protects it, and which agreement the user accepted.
 */
export function UserStatusCard({ user }: UserStatusCardProps) {
  const t = useTranslations("users.view");
  const agreementWords = useTranslations("agreement");
  const common = useTranslations("common");
  const fields = useTranslations("fields");
  const format = useFormatter();
  const date = (value: Date | null) => (value ? format.dateTime(value, { dateStyle: "long" }) : "");
  const { status, activatedAt, disabledAt, deletedAt, recoverableUntil, recoverable, twoFactor, agreement } = user;
  const moment = date({ active: activatedAt, not_activated: null, disabled: disabledAt, deleted: deletedAt }[status]);
  const text = status === "deleted" && !recoverable ? "over" : status;
  return (
    <Card title={fields("status")} actions={<UserStatusBadge status={status} />}>
      <p className="mb-2 text-muted">{t(`statusText.${text}`, { moment, until: date(recoverableUntil) })}</p>
      <DefinitionList
        items={[
          {
            term: fields("twoFactor"),
            value: <Badge tone={twoFactor ? "success" : "neutral"}>{common(twoFactor ? "on" : "off")}</Badge>,
          },
          {
            term: agreementWords("title"),
            value: agreement
              ? t(agreement.inForce ? "agreementAccepted" : "agreementOld", {
                  version: agreement.version,
                  date: date(agreement.acceptedAt),
                })
              : t("agreementNone"),
          },
        ]}
      />
    </Card>
  );
}
