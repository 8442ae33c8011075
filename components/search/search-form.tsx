import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { SearchArea } from "@/lib/search/model";

type SearchFormProps = { action: string; search?: string; area: SearchArea };

/** A plain GET form: the search is its address. */
export function SearchForm({ action, search, area }: SearchFormProps) {
  const t = useTranslations("search");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  return (
    <form method="get" action={action} aria-label={fields("search")} className="flex max-w-2xl flex-col gap-3">
      {area === "tenants" && <input type="hidden" name="in" value="tenants" />}
      <TextField
        key={search}
        id="search-page"
        name="q"
        type="search"
        label={t(area === "tenants" ? "labelTenants" : "label")}
        hint={t("hint")}
        defaultValue={search}
        maxLength={254}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <div>
        <Button type="submit">{list("search")}</Button>
      </div>
    </form>
  );
}
