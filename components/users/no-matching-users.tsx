import { UserSearch } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { USER_LIST, type UserListState } from "@/lib/users/model";

/** In place of the list when no one matches the filter. A missing user may have been deleted. */
export function NoMatchingUsers({ action, state }: { action: string; state: UserListState }) {
  const t = useTranslations("users.noMatch");
  const list = useTranslations("list");
  const { filter, sort } = state;
  const deleted = `${action}${USER_LIST.query({ filter: { ...filter, status: "deleted" }, sort })}`;
  return (
    <EmptyState
      icon={<UserSearch />}
      title={t("title")}
      action={
        <>
          <LinkButton href={action} variant="secondary">
            {list("clearFilter")}
          </LinkButton>
          {!filter.status && (
            <LinkButton href={deleted} variant="secondary" prefetch={false}>
              {t("deleted")}
            </LinkButton>
          )}
        </>
      }
    >
      <p>{t(filter.status ? "text" : "textDeleted")}</p>
    </EmptyState>
  );
}
