import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { CLIENT_LIST, type ClientListState, QUOTA_FILTERS } from "@/lib/clients/schema";
import { TENANT_MODES, TENANT_STATUSES } from "@/lib/tenants/schema";

type ClientFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  state: ClientListState;
  /** Units have neither kind nor mode. */
  look: "clients" | "units";
};

const SORTS = ["name", "-name", "-created", "created"] as const;

/** A plain GET form: what is looked for is the address, which can be kept and passed on. */
export function ClientFilterForm({ action, state: { filter, sort }, look }: ClientFilterFormProps) {
  const t = useTranslations("clients.filter");
  const kinds = useTranslations("tenantKinds");
  const tenants = useTranslations("tenants");
  const any = { value: "", label: t("any") };
  const clients = look === "clients";
  return (
    <Card>
      <form method="get" action={action} aria-label={t("title")} className="flex flex-col gap-4">
        <div
          className={`grid items-start gap-4 sm:grid-cols-2 ${clients ? "lg:grid-cols-[2fr_1fr_1fr_1fr_1fr]" : "lg:grid-cols-[2fr_1fr]"}`}
        >
          <TextField
            id="filter-search"
            name="search"
            type="search"
            label={t("search")}
            hint={t("searchHint")}
            defaultValue={filter.search}
            maxLength={254}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          {clients && (
            <>
              <SelectField
                id="filter-kind"
                name="kind"
                label={t("kind")}
                defaultValue={filter.kind ?? ""}
                options={[
                  any,
                  ...(["customer", "partner"] as const).map((kind) => ({ value: kind, label: kinds(kind) })),
                ]}
              />
              <SelectField
                id="filter-mode"
                name="mode"
                label={t("mode")}
                defaultValue={filter.mode ?? ""}
                options={[any, ...TENANT_MODES.map((mode) => ({ value: mode, label: tenants(`modes.${mode}`) }))]}
              />
            </>
          )}
          <SelectField
            id="filter-status"
            name="status"
            label={t("status")}
            defaultValue={filter.status ?? ""}
            options={[
              { value: "", label: t("notDeleted") },
              ...TENANT_STATUSES.map((status) => ({ value: status, label: tenants(`statuses.${status}`) })),
            ]}
          />
          {clients && (
            <SelectField
              id="filter-quota"
              name="quota"
              label={t("quota")}
              defaultValue={filter.quota ?? ""}
              options={[any, ...QUOTA_FILTERS.map((value) => ({ value, label: t(`quotas.${value}`) }))]}
            />
          )}
          {/* Where the table has headers to sort by, this only carries the order along. */}
          <div className="sm:hidden">
            <SelectField
              id="filter-sort"
              name="sort"
              label={t("sort")}
              defaultValue={CLIENT_LIST.sortName(sort)}
              options={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))}
            />
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button type="submit">{t("submit")}</Button>
          {Object.keys(filter).length > 0 && (
            <LinkButton href={action} variant="ghost">
              {t("reset")}
            </LinkButton>
          )}
        </div>
      </form>
    </Card>
  );
}
