import { useTranslations } from "next-intl";
import { FilterForm } from "@/components/ui/filter-form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { USER_LIST, type UserListState } from "@/lib/users/model";
import { BACKUP_ROLES, type Role, USER_STATUSES } from "@/lib/vocabulary";

type UserFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  state: UserListState;
  /** The roles that exist in this kind of tenant. */
  roles: readonly Role[];
};

const SORTS = (["login", "name", "lastSignIn", "created"] as const).flatMap((key) => [
  { key, direction: "ascending" as const },
  { key, direction: "descending" as const },
]);

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
    <FilterForm
      action={action}
      words={{ title: t("title"), submit: list("search"), reset: list("clearFilter") }}
      inForce={Object.keys(filter).length}
      className="sm:grid-cols-2 xl:grid-cols-[2fr_1fr_1.5fr]"
    >
      <TextField
        id="search"
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
      <SelectField
        id="status"
        name="status"
        label={fields("status")}
        defaultValue={filter.status ?? ""}
        options={[
          { value: "", label: list("notDeleted") },
          ...USER_STATUSES.map((status) => ({ value: status, label: statuses(status) })),
        ]}
      />
      <SelectField
        id="role"
        name="role"
        label={fields("role")}
        defaultValue={filter.role ?? ""}
        options={[{ value: "", label: t("anyRole") }, ...roleOptions]}
      />
      {/* Where the table has room for every header to sort by, this only carries the order along. */}
      <div className="xl:hidden">
        <SelectField
          id="sort"
          name="sort"
          label={list("sortBy")}
          defaultValue={USER_LIST.sortName(sort)}
          options={SORTS.map((order) => {
            const value = USER_LIST.sortName(order);
            return { value, label: list(`sorts.${value}`) };
          })}
        />
      </div>
    </FilterForm>
  );
}
