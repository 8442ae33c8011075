import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { ChoiceLinks } from "@/components/ui/choice-links";
import { Flash } from "@/components/ui/flash";
import { KeyPager } from "@/components/ui/key-pager";
import { Notice } from "@/components/ui/notice";
import type { ImportDraft } from "@/lib/user-import/model";
import { ImportRows } from "./import-rows";

/** How many rows are good, and which columns are left out. Announced again whenever another list has been checked. */
export function ImportVerdict({ draft }: { draft: ImportDraft }) {
  const t = useTranslations("userImport.preview");
  const format = useFormatter();
  const { id, total, bad, later, ignored } = draft;
  return (
    <>
      {bad > 0 ? (
        <Flash key={id} tone="danger" title={t("bad", { bad })}>
          {t("badText", { good: total - bad })}
        </Flash>
      ) : (
        <Flash key={id} title={t("good", { count: total })}>
          {t("goodText")}
        </Flash>
      )}
      {bad === 0 && later > 0 && <Notice>{t("later", { count: later })}</Notice>}
      {ignored.length > 0 && <Notice>{t("ignored", { count: ignored.length, columns: format.list(ignored) })}</Notice>}
    </>
  );
}

type ImportPreviewProps = {
  draft: ImportDraft;
  /** The address of the page itself. */
  base: string;
  /** The filter and page in the address. */
  shown: { all: boolean; after: number | undefined };
};

/** The rows of a list that has been checked: those with mistakes, or all of them, a page at a time. */
export function ImportPreview({ draft, base, shown }: ImportPreviewProps) {
  const t = useTranslations("userImport.preview");
  const list = useTranslations("list");
  const { total, bad, rows, next } = draft;
  const all = shown.all || bad === 0;
  const choices = [
    { href: base, label: t("onlyBad", { count: bad }), current: !all },
    { href: `${base}?show=all`, label: t("all", { count: total }), current: all },
  ];
  const first = all && bad > 0 ? `${base}?show=all` : base;
  return (
    <>
      {bad > 0 && bad < total && <ChoiceLinks label={t("show")} choices={choices} />}
      <Card flush>
        <ImportRows rows={rows} />
      </Card>
      <KeyPager
        label={list("pages")}
        first={shown.after ? { href: first, label: list("firstPage") } : undefined}
        next={
          next === null
            ? undefined
            : { href: `${first}${first.includes("?") ? "&" : "?"}after=${next}`, label: list("nextPage") }
        }
      />
    </>
  );
}
