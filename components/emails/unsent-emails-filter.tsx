import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { UNSENT_STATUSES, type UnsentStatus } from "@/lib/email/model";

/** A plain GET form: what is looked for is the address, which can be kept and passed on. */
export function UnsentEmailsFilter({ action, status }: { action: string; status: UnsentStatus }) {
  const t = useTranslations("unsentEmails.filter");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  return (
    <Card>
      <form method="get" action={action} aria-label={list("filter")} className="flex flex-wrap items-end gap-4">
        <div className="w-full sm:w-72">
          <SelectField
            id="filter-status"
            name="status"
            label={fields("show")}
            defaultValue={status}
            options={UNSENT_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          />
        </div>
        <Button type="submit">{t("submit")}</Button>
      </form>
    </Card>
  );
}
