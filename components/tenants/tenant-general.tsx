import { Pencil } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LanguageName } from "@/components/form/language-name";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { Language, TenantKind, TenantMode } from "@/lib/vocabulary";
import { TenantStatusBadge } from "./tenant-status-badge";

type TenantGeneralProps = {
  tenant: {
    id: number;
    name: string;
    kind: TenantKind;
    mode: TenantMode | null;
    trialEndsAt: Date | null;
    language: Language;
    timeZone: string | null;
    inheritedTimeZone: string;
    disabledAt: Date | null;
    openAbove: boolean;
    selfManaged: boolean;
    createdAt: Date;
    contents: { users: number; tenants: number } | null;
  };
  mayEdit: boolean;
};

/** What a company is, and how much is in it. */
export function TenantGeneral({ tenant, mayEdit }: TenantGeneralProps) {
  const t = useTranslations("tenants.general");
  const tenants = useTranslations("tenants");
  const fields = useTranslations("fields");
  const actions = useTranslations("actions");
  const modes = useTranslations("tenants.modes");
  const kinds = useTranslations("tenantKinds");
  const timeZones = useTranslations("tenants.timeZone");
  const format = useFormatter();
  const date = (value: Date) => format.dateTime(value, { dateStyle: "long" });
  const { id, kind, mode, trialEndsAt, disabledAt, contents } = tenant;
  const inherited = timeZones(kind === "root" ? "none" : "above", { zone: tenant.inheritedTimeZone });
  const since = disabledAt
    ? t("disabledSince", { date: date(disabledAt) })
    : !tenant.openAbove && tenants("disabledAboveTitle");
  return (
    <Card
      title={tenant.name}
      actions={
        mayEdit && (
          <LinkButton variant="secondary" size="sm" href={`/portal/${id}/settings/general/edit`}>
            <Pencil aria-hidden="true" />
            {actions("edit")}
          </LinkButton>
        )
      }
    >
      <DefinitionList
        items={[
          { term: fields("kind"), value: kinds(kind) },
          ...(mode
            ? [
                {
                  term: fields("mode"),
                  value: trialEndsAt ? t("trialUntil", { date: date(trialEndsAt) }) : modes(mode),
                },
              ]
            : []),
          {
            term: fields("status"),
            value: (
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <TenantStatusBadge status={disabledAt ? "disabled" : "active"} />
                {since && <span className="text-muted text-sm">{since}</span>}
              </span>
            ),
          },
          ...(kind === "customer"
            ? [{ term: t("support"), value: t(tenant.selfManaged ? "selfManaged" : "managed", { name: tenant.name }) }]
            : []),
          { term: fields("language"), value: <LanguageName language={tenant.language} /> },
          { term: fields("timeZone"), value: tenant.timeZone ?? inherited },
          ...(contents ? [{ term: t("contents"), value: <Contents tenant={tenant} contents={contents} /> }] : []),
          { term: fields("created"), value: <Moment value={tenant.createdAt} /> },
          { term: t("id"), value: <span className="tabular-nums">{id}</span> },
        ]}
      />
    </Card>
  );
}

type ContentsProps = { tenant: { id: number; kind: TenantKind }; contents: { users: number; tenants: number } };

function Contents({ tenant: { id, kind }, contents }: ContentsProps) {
  const t = useTranslations("tenants.general");
  const below = kind === "root" || kind === "partner" ? "clients" : "units";
  return (
    <span className="flex flex-wrap gap-x-5">
      <TextLink href={`/portal/${id}/users`}>{t("users", { count: contents.users })}</TextLink>
      <TextLink href={`/portal/${id}/clients`}>{t(below, { count: contents.tenants })}</TextLink>
    </span>
  );
}
