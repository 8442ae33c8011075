import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch, FilterSelect } from "@/components/ui/filter-fields";
import type { AcceptanceFilter } from "@/lib/eula/model";

type AcceptanceFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  filter: AcceptanceFilter;
  /** Newest first; the first is in force. */
  versions: readonly { id: number; version: string }[];
};

/** Whose acceptances are shown, and of which version. */
export function AcceptanceFilterForm({ action, filter, versions }: AcceptanceFilterFormProps) {
  const t = useTranslations("agreement.acceptances.filter");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  return (
    <FilterBar
      action={action}
      words={{ title: t("title"), submit: list("search"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      values={Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]))}
    >
      <FilterSearch
        id="search"
        name="search"
        label={t("search")}
        placeholder={t("search")}
        hint={t("searchHint")}
        value={filter.search}
      />
      <FilterSelect
        id="show"
        name="show"
        label={fields("show")}
        value={filter.show === undefined ? undefined : String(filter.show)}
        options={[
          { value: "", label: t("all") },
          { value: "missing", label: t("missing") },
          ...versions.map(({ id, version }, index) => ({
            value: String(id),
            label: t(index === 0 ? "inForce" : "version", { version }),
          })),
        ]}
      />
    </FilterBar>
  );
}
