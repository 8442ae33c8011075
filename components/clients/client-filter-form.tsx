import { useTranslations } from "next-intl";
import { FilterForm } from "@/components/ui/filter-form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { CLIENT_LIST, type ClientListState, QUOTA_FILTERS } from "@/lib/clients/model";
import { TENANT_MODES, TENANT_STATUSES } from "@/lib/vocabulary";

type ClientFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  state: ClientListState;
  /** Units have neither kind nor mode. */
  look: "clients" | "units";
};

const SORTS = ["name", "-name", "-created", "created"] as const;

/** What the list shows, and in which order where its table has no headers for that. */
export function ClientFilterForm({ action, state: { filter, sort }, look }: ClientFilterFormProps) {
  const t = useTranslations("clients.filter");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  const kinds = useTranslations("tenantKinds");
  const statuses = useTranslations("statuses");
  const modes = useTranslations("tenants.modes");
  const any = { value: "", label: t("any") };
  const clients = look === "clients";
  return (
    <FilterForm
      action={action}
      words={{ title: list("filter"), submit: list("search"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      className={
        clients
          ? "sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-[1.6fr_1fr_1.1fr_1.4fr_1.2fr]"
          : "sm:grid-cols-2 lg:grid-cols-[2fr_1fr]"
      }
    >
      <TextField
        id="filter-search"
        name="search"
        type="search"
        label={fields("search")}
        placeholder={t("searchHint")}
        title={t("searchHint")}
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
            label={fields("kind")}
            defaultValue={filter.kind ?? ""}
            options={[any, ...(["customer", "partner"] as const).map((kind) => ({ value: kind, label: kinds(kind) }))]}
          />
          <SelectField
            id="filter-mode"
            name="mode"
            label={fields("mode")}
            defaultValue={filter.mode ?? ""}
            options={[any, ...TENANT_MODES.map((mode) => ({ value: mode, label: modes(mode) }))]}
          />
        </>
      )}
      <SelectField
        id="filter-status"
        name="status"
        label={fields("status")}
        defaultValue={filter.status ?? ""}
        options={[
          { value: "", label: list("notDeleted") },
          ...TENANT_STATUSES.map((status) => ({ value: status, label: statuses(status) })),
        ]}
      />
      {clients && (
        <SelectField
          id="filter-quota"
          name="quota"
          label={fields("storage")}
          defaultValue={filter.quota ?? ""}
          options={[any, ...QUOTA_FILTERS.map((value) => ({ value, label: t(`quotas.${value}`) }))]}
        />
      )}
      {/* Where the table has headers to sort by, this only carries the order along. */}
      <div className="sm:hidden">
        <SelectField
          id="filter-sort"
          name="sort"
          label={list("sortBy")}
          defaultValue={CLIENT_LIST.sortName(sort)}
          options={SORTS.map((value) => ({ value, label: list(`sorts.${value}`) }))}
        />
      </div>
    </FilterForm>
  );
}
