import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-fields";
import { UNSENT_STATUSES, type UnsentStatus } from "@/lib/email/model";

/** Failed emails, or those in the queue. */
export function UnsentEmailsFilter({ action, status }: { action: string; status: UnsentStatus }) {
  const t = useTranslations("unsentEmails.filter");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  return (
    <FilterBar
      action={action}
      words={{ title: list("filter"), submit: t("submit"), reset: list("clearFilter") }}
      inForce={0}
      values={{ status }}
    >
      <FilterSelect
        id="filter-status"
        name="status"
        label={fields("show")}
        value={status}
        options={UNSENT_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      />
    </FilterBar>
  );
}
