import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

type MoveSearchProps = { search: string; found: number };

/** Finds a place to move to by its name; a form of the browser's own, which changes the address. */
export function MoveSearch({ search, found }: MoveSearchProps) {
  const t = useTranslations("tenants.move");
  if (!search && found === 0) return <p className="text-muted">{t("nowhere")}</p>;
  return (
    <>
      <form method="get" className="mb-5 flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-[1_1_14rem]">
          <TextField
            id="move-search"
            name="q"
            label={t("search")}
            defaultValue={search}
            type="search"
            autoComplete="off"
          />
        </div>
        <Button type="submit">{t("find")}</Button>
        {search && (
          <LinkButton variant="ghost" href="?">
            {t("clear")}
          </LinkButton>
        )}
      </form>
      {found === 0 && <p className="text-muted">{t("none")}</p>}
    </>
  );
}
