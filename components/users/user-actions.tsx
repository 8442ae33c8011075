import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/form/model";
import { LIFE_CYCLE_ACTIONS, type LifeCycleAction } from "@/lib/vocabulary";
import { ActionRow, ConfirmedUserActionRow, UserActionRow } from "./user-action-row";

/** What posts each action; deleting has a page of its own, where the login is typed. */
export type UserFormActions = Record<Exclude<LifeCycleAction, "user.delete">, FormAction>;

type UserActionsProps = {
  tenant: { id: number; name: string };
  user: { id: number; login: string; recoverableUntil: Date | null };
  /** What this actor may do to this user as they are now, in the order of showing. */
  available: readonly LifeCycleAction[];
  /** Why disabling is not offered: it is the reader's own account, or the tenant's only administrator. */
  obstacle: "own" | "lastAdministrator" | null;
  actions: UserFormActions;
};

/** J6: everything that an administrator may do to a user's account. */
export function UserActions({ tenant, user, available, obstacle, actions }: UserActionsProps) {
  const t = useTranslations("users.actions");
  const list = useTranslations("list");
  const offered = available.filter((action) => !(action === "user.disable" && obstacle));
  return (
    <Card title={list("actions")}>
      {offered.length === 0 && !obstacle && <p className="text-muted">{t("none")}</p>}
      <ul className="-mt-1 -mb-3 divide-y divide-line">
        {LIFE_CYCLE_ACTIONS.map((action) => (
          <OneAction
            key={action}
            action={action}
            available={offered.includes(action)}
            tenantId={tenant.id}
            user={user}
            actions={actions}
          />
        ))}
        {obstacle && (
          <li className="py-3.5 text-muted text-sm">
            {obstacle === "own"
              ? t.rich("own", { link: (text) => <TextLink href="/account">{text}</TextLink> })
              : t("lastAdministrator", { tenant: tenant.name })}
          </li>
        )}
      </ul>
    </Card>
  );
}

type OneActionProps = Pick<UserActionsProps, "user" | "actions"> & {
  action: LifeCycleAction;
  available: boolean;
  tenantId: number;
};

function OneAction({ action, available, tenantId, user, actions }: OneActionProps): ReactNode {
  const t = useTranslations("users.actions");
  const verbs = useTranslations("actions");
  const common = useTranslations("common");
  const format = useFormatter();
  const place = { tenantId, userId: user.id };
  const { login } = user;
  const question = (key: "disable" | "reset_two_factor") => ({
    title: t(`${key}.confirmTitle`, { login }),
    text: t(`${key}.confirmText`),
    submit: verbs(key === "disable" ? "disable" : "reset"),
    cancel: common("cancel"),
  });
  switch (action) {
    case "user.delete":
      return available ? (
        <li className="py-3.5">
          <ActionRow text={t("delete.text")}>
            <LinkButton variant="secondary" href={`/portal/${tenantId}/users/${user.id}/delete`}>
              {verbs("delete")}
            </LinkButton>
          </ActionRow>
        </li>
      ) : null;
    case "user.disable":
    case "user.reset_two_factor": {
      const key = action === "user.disable" ? "disable" : "reset_two_factor";
      const words = { label: verbs(key), text: t(`${key}.text`), question: question(key) };
      return <ConfirmedUserActionRow action={actions[action]} place={place} available={available} {...words} />;
    }
    case "user.remove": {
      const words = {
        label: verbs("remove"),
        text: t("remove.text"),
        question: {
          title: common("removal.title", { name: login }),
          text: common("removal.user"),
          submit: verbs("remove"),
          cancel: common("cancel"),
        },
      };
      return <ConfirmedUserActionRow action={actions[action]} place={place} available={available} {...words} />;
    }
    case "user.resend_activation":
    case "user.reset_password": {
      const key = action === "user.reset_password" ? "reset_password" : "resend_activation";
      const words = { label: verbs(key), text: t(`${key}.text`), done: t(`${key}.done`) };
      return <UserActionRow action={actions[action]} place={place} available={available} {...words} />;
    }
    case "user.enable":
      return (
        <UserActionRow
          action={actions[action]}
          place={place}
          available={available}
          label={verbs("enable")}
          text={t("enable.text")}
        />
      );
    case "user.recover": {
      const until = user.recoverableUntil ? format.dateTime(user.recoverableUntil, { dateStyle: "long" }) : "";
      const words = { label: verbs("recover"), text: t("recover.text", { until }) };
      return <UserActionRow action={actions[action]} place={place} available={available} {...words} />;
    }
  }
}
