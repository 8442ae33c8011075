import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterDate, FilterSearch, FilterSelect } from "@/components/ui/filter-fields";
import { AUDIT_EVENTS } from "@/lib/audit/model";
import type { AuditFilter } from "@/lib/audit-log/model";

type AuditFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  tenant: { id: number; name: string };
  filter: AuditFilter;
  below: { tenants: readonly { id: number; name: string; parentName: string | null }[]; more: boolean };
};

const LAST_DAY = "2199-12-31";

/** Which lines of the log are shown. */
export function AuditFilterForm({ action, tenant, filter, below }: AuditFilterFormProps) {
  const t = useTranslations("audit.filter");
  const audit = useTranslations("audit");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  const events = useTranslations("audit.events");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const byLabel = new Intl.Collator(locale);
  const eventOptions = AUDIT_EVENTS.map((event) => ({ value: event, label: events(event, { kind: "other" }) })).sort(
    (a, b) => byLabel.compare(a.label, b.label),
  );
  const tenantOptions = below.tenants.map(({ id, name, parentName }) => ({
    value: String(id),
    label: parentName ? t("tenantBelow", { parent: parentName, name }) : name,
  }));
  const days = t("days", { zone });
  const values = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return (
    <FilterBar
      action={action}
      words={{ title: list("filter"), submit: t("submit"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      values={values}
    >
      <FilterDate id="from" name="from" label={fields("from")} value={filter.from} max={LAST_DAY} />
      <FilterDate id="to" name="to" label={fields("to")} value={filter.to} max={LAST_DAY} />
      <FilterSelect
        id="event"
        name="event"
        label={audit("columns.event")}
        value={filter.event}
        options={[{ value: "", label: t("anyEvent") }, ...eventOptions]}
      />
      <FilterSearch
        id="person"
        name="person"
        type="text"
        label={audit("columns.initiator")}
        placeholder={audit("columns.initiator")}
        hint={t("personHint")}
        value={filter.person}
      />
      {tenantOptions.length > 0 && (
        <FilterSelect
          id="tenant"
          name="tenant"
          label={fields("company")}
          hint={below.more ? t("moreTenants", { count: tenantOptions.length }) : undefined}
          value={values.tenant}
          options={[{ value: "", label: t("anyTenant", { tenant: tenant.name }) }, ...tenantOptions]}
        />
      )}
      <p className="text-muted text-sm">{days}</p>
    </FilterBar>
  );
}
