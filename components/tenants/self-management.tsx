import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ConfirmedUserActionRow, UserActionRow } from "@/components/users/user-action-row";
import type { FormAction } from "@/lib/form/model";

type SelfManagementProps = {
  tenant: { id: number; name: string };
  selfManaged: boolean;
  /** Left out for readers. */
  actions?: { start: FormAction; end: FormAction };
};

/** Whether those above can look after a customer's users and units. Only its own administrator ends self-management. */
export function SelfManagement({ tenant, selfManaged, actions }: SelfManagementProps) {
  const t = useTranslations("tenants.selfManagement");
  const confirm = useTranslations("tenants.actions.start_self_management");
  const verbs = useTranslations("actions");
  const common = useTranslations("common");
  const place = { tenantId: tenant.id };
  const question = {
    title: confirm("confirmTitle", { name: tenant.name }),
    text: t("startText", { name: tenant.name }),
    submit: verbs("start_self_management"),
    cancel: common("cancel"),
  };
  const text = t(selfManaged ? "textSelfManaged" : "text", { name: tenant.name });
  return (
    <Card
      title={t("title")}
      actions={<Badge tone={selfManaged ? "accent" : "neutral"}>{t(selfManaged ? "on" : "off")}</Badge>}
    >
      {!actions && <p className="text-muted">{text}</p>}
      {actions && (
        <ul className="-my-3">
          <ConfirmedUserActionRow
            action={actions.start}
            place={place}
            available={!selfManaged}
            label={verbs("start_self_management")}
            text={text}
            question={question}
          />
          <UserActionRow
            action={actions.end}
            place={place}
            available={selfManaged}
            label={verbs("end_self_management")}
            text={text}
          />
        </ul>
      )}
    </Card>
  );
}
