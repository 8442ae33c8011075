import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch, FilterSelect } from "@/components/ui/filter-fields";
import { CLIENT_LIST, type ClientListState, QUOTA_FILTERS } from "@/lib/clients/model";
import { TENANT_MODES, TENANT_STATUSES } from "@/lib/vocabulary";

type ClientFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  state: ClientListState;
  /** Units have neither kind nor mode. */
  look: "clients" | "units";
};

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
    <FilterBar
      action={action}
      words={{ title: list("filter"), submit: list("search"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      values={CLIENT_LIST.values({ filter, sort })}
    >
      <FilterSearch
        id="filter-search"
        name="search"
        label={fields("search")}
        placeholder={t("searchIn")}
        hint={list("searchHint")}
        value={filter.search}
      />
      {clients && (
        <>
          <FilterSelect
            id="filter-kind"
            name="kind"
            label={fields("kind")}
            value={filter.kind}
            options={[any, ...(["customer", "partner"] as const).map((kind) => ({ value: kind, label: kinds(kind) }))]}
          />
          <FilterSelect
            id="filter-mode"
            name="mode"
            label={fields("mode")}
            value={filter.mode}
            options={[any, ...TENANT_MODES.map((mode) => ({ value: mode, label: modes(mode) }))]}
          />
        </>
      )}
      <FilterSelect
        id="filter-status"
        name="status"
        label={fields("status")}
        value={filter.status}
        options={[
          { value: "", label: list("notDeleted") },
          ...TENANT_STATUSES.map((status) => ({ value: status, label: statuses(status) })),
        ]}
      />
      {clients && (
        <FilterSelect
          id="filter-quota"
          name="quota"
          label={fields("storage")}
          value={filter.quota}
          options={[any, ...QUOTA_FILTERS.map((value) => ({ value, label: t(`quotas.${value}`) }))]}
        />
      )}
      <FilterSelect
        id="filter-sort"
        name="sort"
        label={list("sortBy")}
        value={CLIENT_LIST.values({ filter, sort }).sort}
        options={CLIENT_LIST.sortOptions
          .filter(({ name }) => clients || !/share|storage/.test(name))
          .map(({ value, name }) => ({ value, label: list(`sorts.${name}`) }))}
      />
    </FilterBar>
  );
}
