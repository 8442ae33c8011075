import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { AcceptanceFilter } from "@/lib/eula/model";

type AcceptanceFilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  filter: AcceptanceFilter;
  /** Newest first; the first is in force. */
  versions: readonly { id: number; version: string }[];
};

/** A plain GET form: what is looked for is the address, which can be kept and passed on. */
export function AcceptanceFilterForm({ action, filter, versions }: AcceptanceFilterFormProps) {
  const t = useTranslations("agreement.acceptances.filter");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  return (
    <Card>
      <form method="get" action={action} aria-label={t("title")} className="flex flex-col gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            id="search"
            name="search"
            type="search"
            label={t("search")}
            placeholder={t("searchHint")}
            title={t("searchHint")}
            defaultValue={filter.search}
            maxLength={254}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <SelectField
            id="show"
            name="show"
            label={fields("show")}
            defaultValue={String(filter.show ?? "")}
            options={[
              { value: "", label: t("all") },
              { value: "missing", label: t("missing") },
              ...versions.map(({ id, version }, index) => ({
                value: String(id),
                label: t(index === 0 ? "inForce" : "version", { version }),
              })),
            ]}
          />
        </div>
        <div className="flex flex-wrap gap-2">
          <Button type="submit">{list("search")}</Button>
          {Object.keys(filter).length > 0 && (
            <LinkButton href={action} variant="ghost">
              {list("clearFilter")}
            </LinkButton>
          )}
        </div>
      </form>
    </Card>
  );
}
