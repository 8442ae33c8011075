import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/lib/form/model";

type TwoFactorCardProps = {
  /** Null while it is off. */
  since: Date | null;
  recoveryCodesLeft: number;
  /** Whether the company requires it: then it stays on. */
  required: boolean;
  beginAction: FormAction;
  newCodesHref: string;
  turnOffHref: string;
};

/** From here on few recovery codes are a matter for a warning. */
const FEW_CODES = 2;

/** Whether two-factor authentication is on, and what can be done about it. */
export function TwoFactorCard({
  since,
  recoveryCodesLeft,
  required,
  beginAction,
  newCodesHref,
  turnOffHref,
}: TwoFactorCardProps) {
  const t = useTranslations("account.twoFactor");
  const account = useTranslations("account");
  const fields = useTranslations("fields");
  const common = useTranslations("common");
  const left = t("codesLeft", { count: recoveryCodesLeft });
  return (
    <Card
      title={fields("twoFactor")}
      actions={<Badge tone={since ? "success" : "neutral"}>{common(since ? "on" : "off")}</Badge>}
    >
      {since ? (
        <div className="flex flex-col gap-4">
          <p>{t("onSince", { date: since })}</p>
          {required && <p className="max-w-prose text-muted">{t("requiredOn")}</p>}
          {recoveryCodesLeft <= FEW_CODES ? (
            <Notice tone="warning">{left}</Notice>
          ) : (
            <p className="text-muted">{left}</p>
          )}
          <div className="flex flex-wrap gap-2">
            <LinkButton href={newCodesHref} variant="secondary">
              {account("recovery.newTitle")}
            </LinkButton>
            {!required && (
              <LinkButton href={turnOffHref} variant="secondary">
                {t("turnOff")}
              </LinkButton>
            )}
          </div>
        </div>
      ) : (
        <div className="flex flex-col items-start gap-4">
          {required && <Notice tone="warning">{t("requiredOff")}</Notice>}
          <p className="max-w-prose">{t("offText")}</p>
          <ActionButton action={beginAction}>{t("setUp")}</ActionButton>
        </div>
      )}
    </Card>
  );
}
