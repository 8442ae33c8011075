import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ActionRow, ConfirmedUserActionRow, UserActionRow } from "@/components/users/user-action-row";
import type { FormAction } from "@/lib/form/model";
import { TENANT_ACTIONS, type TenantAction, type TenantKind } from "@/lib/vocabulary";
import { TENANT_ACTION_LABELS, tenantActionHref } from "./tenant-action-words";

/** What is done in the page itself; the others have a page of their own, or a place in "Security". */
type PageAction = "tenant.start_production" | "tenant.start_self_management" | "tenant.enable" | "tenant.disable";
export type TenantFormActions = Record<PageAction, FormAction>;

type TenantActionsProps = {
  tenant: { id: number; name: string; kind: TenantKind };
  /** What this actor may do to this company as it is now. */
  available: readonly TenantAction[];
  /** Whether it is the reader's own company, to which others do these things. */
  own: boolean;
  actions: TenantFormActions;
};

const ELSEWHERE: readonly TenantAction[] = [
  "tenant.update",
  "tenant.recover",
  "tenant.remove",
  "tenant.end_self_management",
];

/** J8: everything that may be done to a company from above, each with what it means. */
export function TenantActions({ tenant, available, own, actions }: TenantActionsProps) {
  const t = useTranslations("tenants.actions");
  const list = useTranslations("list");
  // The own company becomes self-managed in "Security".
  const shown = TENANT_ACTIONS.filter(
    (action) => !ELSEWHERE.includes(action) && !(own && action === "tenant.start_self_management"),
  );
  return (
    <Card title={list("actions")}>
      <ul className="-mt-1 -mb-3 divide-y divide-line">
        {shown.map((action) => (
          <OneAction
            key={action}
            action={action}
            available={available.includes(action)}
            tenant={tenant}
            actions={actions}
          />
        ))}
        {own && <li className="py-3.5 text-muted text-sm">{t("own", { kind: tenant.kind })}</li>}
      </ul>
    </Card>
  );
}

type OneActionProps = Pick<TenantActionsProps, "tenant" | "actions"> & { action: TenantAction; available: boolean };

function OneAction({ action, available, tenant, actions }: OneActionProps): ReactNode {
  const t = useTranslations("tenants.actions");
  const verbs = useTranslations("actions");
  const common = useTranslations("common");
  const place = { tenantId: tenant.id };
  switch (action) {
    case "tenant.move":
    case "tenant.delete": {
      const key = TENANT_ACTION_LABELS[action];
      return available ? (
        <li className="py-3.5">
          <ActionRow text={t(`${key}.text`)}>
            <LinkButton variant="secondary" href={tenantActionHref(action, tenant.id, 0)}>
              {verbs(key)}
            </LinkButton>
          </ActionRow>
        </li>
      ) : null;
    }
    case "tenant.start_production":
    case "tenant.start_self_management":
    case "tenant.disable": {
      const key = TENANT_ACTION_LABELS[action];
      const question = {
        title: t(`${key}.confirmTitle`, { name: tenant.name }),
        text: t(`${key}.confirmText`),
        submit: verbs(key),
        cancel: common("cancel"),
      };
      const words = { label: verbs(key), text: t(`${key}.text`), question };
      return <ConfirmedUserActionRow action={actions[action]} place={place} available={available} {...words} />;
    }
    case "tenant.enable": {
      const words = { label: verbs("enable"), text: t("enable.text") };
      return <UserActionRow action={actions[action]} place={place} available={available} {...words} />;
    }
    default:
      return null;
  }
}
