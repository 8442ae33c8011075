import { useTranslations } from "next-intl";
import { ConfirmedAction } from "@/components/form/confirmed-action";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/form/model";
import type { TenantView } from "@/lib/tenants/model";

type RequiredTwoFactorProps = {
  tenant: Pick<TenantView, "id" | "name" | "kind" | "breadcrumbs">;
  state: { required: boolean; people: number; setUp: number; own: boolean | null };
  /** Left out for users who can only look. */
  action?: FormAction;
};

/** Whether everyone in a company must use two-factor authentication, how many do, and the switch. */
export function RequiredTwoFactor({ tenant, state, action }: RequiredTwoFactorProps) {
  const t = useTranslations("settings.twoFactor");
  const fields = useTranslations("fields");
  const { required, people, setUp, own } = state;
  return (
    <Card
      title={fields("twoFactor")}
      actions={<Badge tone={required ? "success" : "neutral"}>{t(required ? "required" : "optional")}</Badge>}
    >
      <div className="flex flex-col gap-5">
        <div className="flex max-w-prose flex-col gap-2">
          <p>{t(required ? "requiredText" : "optionalText", { tenant: tenant.name })}</p>
          <p className="text-muted">{t(`reach.${tenant.kind}`, { tenant: tenant.name })}</p>
        </div>
        <div className="flex max-w-xl flex-col gap-2">
          <Meter
            label={t("progress")}
            value={setUp}
            max={people > 0 ? people : null}
            text={t("figures", { setUp, people })}
            tone={setUp === people ? "success" : "accent"}
          />
          {setUp < people && (
            <p className="text-sm">
              <TextLink href={`/portal/${tenant.id}/settings/security/without-two-factor`}>
                {t("show", { count: people - setUp })}
              </TextLink>
            </p>
          )}
        </div>
        {required && own === false && (
          <Notice tone="warning">
            {t.rich("own", { link: (text) => <TextLink href="/account/security">{text}</TextLink> })}
          </Notice>
        )}
        {tenant.kind === "unit" ? (
          <CustomersPage tenant={tenant} />
        ) : (
          action && <Switch {...{ tenant, required, action }} />
        )}
      </div>
    </Card>
  );
}

/** Where a unit's setting is made, for readers who reach up there. */
function CustomersPage({ tenant }: Pick<RequiredTwoFactorProps, "tenant">) {
  const t = useTranslations("settings.twoFactor");
  const customer = tenant.breadcrumbs.find(({ kind }) => kind === "customer");
  if (!customer) return null;
  return (
    <p>
      <TextLink href={`/portal/${customer.id}/settings/security`}>
        {t("ofCustomer", { customer: customer.name })}
      </TextLink>
    </p>
  );
}

type SwitchProps = Pick<RequiredTwoFactorProps, "tenant"> & { required: boolean; action: FormAction };

function Switch({ tenant, required, action }: SwitchProps) {
  const t = useTranslations(`settings.twoFactor.${required ? "release" : "require"}`);
  const common = useTranslations("common");
  return (
    <ConfirmedAction
      action={action}
      hidden={{ tenantId: tenant.id, required: required ? "false" : "true" }}
      label={t("label")}
      variant={required ? "secondary" : "primary"}
      submitVariant={required ? "danger" : "primary"}
      question={{
        title: t("title", { tenant: tenant.name }),
        text: t("text"),
        submit: t("submit"),
        cancel: common("cancel"),
      }}
    />
  );
}
