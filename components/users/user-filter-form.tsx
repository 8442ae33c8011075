import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch, FilterSelect } from "@/components/ui/filter-fields";
import { USER_LIST, type UserListState } from "@/lib/users/model";
import { BACKUP_ROLES, type Role, USER_STATUSES } from "@/lib/vocabulary";

type UserFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  state: UserListState;
  /** The roles that exist in this kind of tenant. */
  roles: readonly Role[];
};

/** What the list shows, and in which order where its table has no headers for that. */
export function UserFilterForm({ action, state: { filter, sort }, roles }: UserFilterFormProps) {
  const t = useTranslations("users.filter");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  const statuses = useTranslations("statuses");
  const names = useTranslations("roles");
  const services = useTranslations("services");
  // An address can select a role that no one can have here; a filter that is set must be visible.
  const offered = filter.role && !roles.includes(filter.role) ? [...roles, filter.role] : roles;
  const ofBackup: readonly Role[] = BACKUP_ROLES;
  const roleOptions = offered.map((role) => ({
    value: role,
    label: ofBackup.includes(role) ? t("roleOn", { role: names(role), service: services("backup") }) : names(role),
  }));
  return (
    <FilterBar
      action={action}
      words={{ title: t("title"), submit: list("search"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      values={USER_LIST.values({ filter, sort })}
    >
      <FilterSearch
        id="search"
        name="search"
        label={fields("search")}
        placeholder={t("searchIn")}
        hint={list("searchHint")}
        value={filter.search}
      />
      <FilterSelect
        id="status"
        name="status"
        label={fields("status")}
        value={filter.status}
        options={[
          { value: "", label: list("notDeleted") },
          ...USER_STATUSES.map((status) => ({ value: status, label: statuses(status) })),
        ]}
      />
      <FilterSelect
        id="role"
        name="role"
        label={fields("role")}
        value={filter.role}
        options={[{ value: "", label: t("anyRole") }, ...roleOptions]}
      />
      <FilterSelect
        id="sort"
        name="sort"
        label={list("sortBy")}
        value={USER_LIST.values({ filter, sort }).sort}
        options={USER_LIST.sortOptions.map(({ value, name }) => ({ value, label: list(`sorts.${name}`) }))}
        carried="from-xl"
      />
    </FilterBar>
  );
}
