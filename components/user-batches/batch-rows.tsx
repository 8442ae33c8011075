import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { gatherWords, type ListColumn, type Row } from "@/components/list/model";
import { Card } from "@/components/ui/card";
import { ChoiceLinks } from "@/components/ui/choice-links";
import { KeyPager } from "@/components/ui/key-pager";
import type { BatchRow, BatchView } from "@/lib/user-batches/model";

type BatchRowsProps = {
  tenantId: number;
  batch: BatchView;
  /** The filter and page in the address. */
  shown: { after: number | undefined; skipped: boolean };
};

/** The users of a batch, a page at a time, with what will happen to each or has happened, and why not. */
export function BatchRows({ tenantId, batch, shown }: BatchRowsProps) {
  const t = useTranslations("userBatch");
  const list = useTranslations("list");
  const words = useTranslations("userImport.preview");
  const { id, total, counts, page } = batch;
  const base = `/portal/${tenantId}/users/batch/${id}`;
  const skipped = counts.refused + counts.unchanged;
  const first = shown.skipped ? `${base}?show=skipped` : base;
  return (
    <>
      {((skipped > 0 && skipped < total) || shown.skipped) && (
        <ChoiceLinks
          label={words("show")}
          choices={[
            { href: base, label: t("allUsers", { count: total }), current: !shown.skipped },
            { href: `${base}?show=skipped`, label: t("onlySkipped", { count: skipped }), current: shown.skipped },
          ]}
        />
      )}
      {page.rows.length > 0 && (
        <Card flush>
          <BatchTable tenantId={tenantId} batch={batch} />
        </Card>
      )}
      <KeyPager
        label={list("pages")}
        first={shown.after ? { href: first, label: list("firstPage") } : undefined}
        next={
          page.next === null
            ? undefined
            : { href: `${first}${first.includes("?") ? "&" : "?"}after=${page.next}`, label: list("nextPage") }
        }
      />
    </>
  );
}

function BatchTable({ tenantId, batch: { stage, page } }: Pick<BatchRowsProps, "tenantId" | "batch">) {
  const t = useTranslations("userBatch");
  const list = useTranslations("list");
  const fields = useTranslations("fields");
  const words = useTranslations("userImport.preview");
  const errors = useTranslations("errors");
  const emails = useTranslations("users.lastEmail.statuses");
  const states = gatherWords();
  const stateOf = (state: BatchRow["state"]) => {
    if (state === "done") return states.of(t("states.done"), "success");
    if (state === "unchanged") return states.of(t("states.unchanged"), "neutral");
    return stage === "draft" ? states.of(t("states.planned"), "accent") : states.of(emails("waiting"), "warning");
  };
  const rows = page.rows.map(({ user, state, error }): Row => {
    const { id, login, name } = user;
    const result = error ? [[errors(error.code, error.values as never)] as const] : stateOf(state);
    return [id, name ? [name, login] : [login], result];
  });
  const columns: ListColumn[] = [
    { head: fields("login"), kind: "two", rowHeader: true, href: `/portal/${tenantId}/users/#` },
    { head: words("state"), kind: "problems", words: states.words, below: true },
  ];
  return <ListTable caption={t("caption")} columns={columns} rows={rows} none={list("none")} />;
}
