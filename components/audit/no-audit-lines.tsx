import { FilterX, ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type NoAuditLinesProps = {
  tenant: { name: string };
  /** The address without the filter, when there is one that leaves nothing. */
  clearHref?: string;
};

/** In place of the list: nothing has happened, or nothing matches the filter. */
export function NoAuditLines({ tenant, clearHref }: NoAuditLinesProps) {
  const t = useTranslations("audit");
  const list = useTranslations("list");
  if (!clearHref) {
    return (
      <EmptyState icon={<ScrollText />} title={t("empty.title")}>
        <p>{t("empty.text", { tenant: tenant.name })}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FilterX />}
      title={list("noResults")}
      action={
        <LinkButton href={clearHref} variant="secondary">
          {list("clearFilter")}
        </LinkButton>
      }
    >
      <p>{t("noMatch.text")}</p>
    </EmptyState>
  );
}
