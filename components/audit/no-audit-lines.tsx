import { FilterX, ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type NoAuditLinesProps = {
  tenant: { name: string };
  /** The address without the filter, when there is one that leaves nothing. */
  clearHref?: string;
};

/** Stands where the list would be: nothing has happened, or nothing of what the filter asks for. */
export function NoAuditLines({ tenant, clearHref }: NoAuditLinesProps) {
  const t = useTranslations("audit");
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
      title={t("noMatch.title")}
      action={
        <LinkButton href={clearHref} variant="secondary">
          {t("noMatch.action")}
        </LinkButton>
      }
    >
      <p>{t("noMatch.text")}</p>
    </EmptyState>
  );
}
