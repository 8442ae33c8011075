import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { FilterForm } from "@/components/ui/filter-form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { AUDIT_EVENTS } from "@/lib/audit/model";
import type { AuditFilter } from "@/lib/audit-log/model";

type AuditFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  tenant: { id: number; name: string };
  filter: AuditFilter;
  below: { tenants: readonly { id: number; name: string; parentName: string | null }[]; more: boolean };
};

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
  return (
    <FilterForm
      action={action}
      words={{ title: list("filter"), submit: t("submit"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      className="sm:grid-cols-2 xl:auto-cols-fr xl:grid-flow-col xl:grid-cols-none"
    >
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-1.5">
        <TextField
          id="from"
          name="from"
          type="date"
          label={fields("from")}
          defaultValue={filter.from}
          max="2199-12-31"
        />
        <TextField id="to" name="to" type="date" label={fields("to")} defaultValue={filter.to} max="2199-12-31" />
        <p className="col-span-2 text-muted text-sm">{t("days", { zone })}</p>
      </div>
      <SelectField
        id="event"
        name="event"
        label={audit("columns.event")}
        defaultValue={filter.event ?? ""}
        options={[{ value: "", label: t("anyEvent") }, ...eventOptions]}
      />
      <TextField
        id="person"
        name="person"
        label={audit("columns.initiator")}
        hint={t("personHint")}
        defaultValue={filter.person}
        maxLength={254}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      {tenantOptions.length > 0 && (
        <SelectField
          id="tenant"
          name="tenant"
          label={fields("company")}
          hint={below.more ? t("moreTenants", { count: tenantOptions.length }) : undefined}
          defaultValue={String(filter.tenant ?? "")}
          options={[{ value: "", label: t("anyTenant", { tenant: tenant.name }) }, ...tenantOptions]}
        />
      )}
    </FilterForm>
  );
}
