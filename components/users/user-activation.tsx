import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/lib/form/schema";
import type { UserStatus } from "@/lib/users/schema";
import { UserStatusBadge } from "./user-status-badge";

type UserActivationProps = {
  user: { id: number; status: UserStatus; activatedAt: Date | null };
  tenantId: number;
  /** Sends the activation email again; left out for people who may not. */
  resendAction?: FormAction;
};

/** Where the account stands, and the way on for one that was not activated. */
export function UserActivation({ user, tenantId, resendAction }: UserActivationProps) {
  const t = useTranslations("users.view");
  const format = useFormatter();
  const moment = user.activatedAt ? format.dateTime(user.activatedAt, { dateStyle: "long" }) : "";
  const waiting = user.status === "not_activated";
  return (
    <Card title={t("status")} actions={<UserStatusBadge status={user.status} />}>
      <p className="text-muted">{t(`statusText.${user.status}`, { moment })}</p>
      {resendAction && (
        <div className="mt-4 empty:hidden">
          <ActionForm
            action={resendAction}
            hidden={{ tenantId, userId: user.id }}
            submitLabel={t("resendActivation")}
            success={t("resent")}
            available={waiting}
          />
          {waiting && <p className="mt-2 text-muted text-sm">{t("resendHint")}</p>}
        </div>
      )}
    </Card>
  );
}
