import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ConfirmedUserActionRow, UserActionRow } from "@/components/users/user-action-row";
import type { FormAction } from "@/lib/form/schema";

type SupportAccessProps = {
  tenant: { id: number; name: string };
  selfService: boolean;
  /** Left out for readers. */
  actions?: { allow: FormAction; end: FormAction };
};

/** A customer's own door: whether those above may look after its users and units. Only its administrator opens it again. */
export function SupportAccess({ tenant, selfService, actions }: SupportAccessProps) {
  const t = useTranslations("tenants.support");
  const verbs = useTranslations("actions");
  const common = useTranslations("common");
  const place = { tenantId: tenant.id };
  const question = {
    title: t("endTitle"),
    text: t("endText", { name: tenant.name }),
    submit: t("end"),
    cancel: common("cancel"),
  };
  const text = t(selfService ? "textClosed" : "text", { name: tenant.name });
  return (
    <Card
      title={t("title")}
      actions={<Badge tone={selfService ? "neutral" : "success"}>{t(selfService ? "off" : "on")}</Badge>}
    >
      {!actions && <p className="text-muted">{text}</p>}
      {actions && (
        <ul className="-my-3">
          <ConfirmedUserActionRow
            action={actions.end}
            place={place}
            available={!selfService}
            label={t("end")}
            text={text}
            question={question}
          />
          <UserActionRow
            action={actions.allow}
            place={place}
            available={selfService}
            label={verbs("open_door")}
            text={text}
          />
        </ul>
      )}
    </Card>
  );
}
