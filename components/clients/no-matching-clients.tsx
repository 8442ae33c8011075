import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Takes the place of the list when its filter leaves nothing. */
export function NoMatchingClients({ action }: { action: string }) {
  const t = useTranslations("clients.noMatch");
  const list = useTranslations("list");
  return (
    <EmptyState
      icon={<SearchX />}
      title={list("noResults")}
      action={
        <LinkButton href={action} variant="secondary">
          {list("clearFilter")}
        </LinkButton>
      }
    >
      <p>{t("text")}</p>
    </EmptyState>
  );
}
