import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AcceptanceFilter } from "@/lib/eula/model";

/** In place of the list: nothing yet, no one missing, or no one who matches the filter. */
export function NoAcceptances({
  action,
  filter,
  version,
}: {
  action: string;
  filter: AcceptanceFilter;
  version: string;
}) {
  const t = useTranslations("agreement.acceptances");
  const list = useTranslations("list");
  if (filter.search === undefined && filter.show === "missing") {
    return <EmptyState title={t("everybody.title")}>{t("everybody.text", { version })}</EmptyState>;
  }
  if (Object.keys(filter).length === 0) return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  return (
    <EmptyState
      title={list("noResults")}
      action={
        <LinkButton href={action} variant="secondary">
          {list("clearFilter")}
        </LinkButton>
      }
    >
      {t("noMatch.text")}
    </EmptyState>
  );
}
