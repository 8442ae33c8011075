import { CircleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { LanguageName } from "@/components/form/language-name";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { CheckedRow, RowProblem } from "@/lib/user-import/model";
import { nameOrder } from "@/lib/vocabulary";

/** Rows of a list as they were understood, with what is wrong with each. */
export function ImportRows({ rows }: { rows: readonly CheckedRow[] }) {
  const t = useTranslations("userImport.preview");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  const names = nameOrder(useLocale());
  const roles = useTranslations("roles");
  const typed = (text: string | null) => (
    <span className="wrap-anywhere line-clamp-3 sm:max-w-60">{text || list("none")}</span>
  );
  const columns: Column<CheckedRow>[] = [
    {
      key: "row",
      header: t("row"),
      rowHeader: true,
      cell: (row) => <span className="tabular-nums">{row.number}</span>,
    },
    { key: "email", header: fields("email"), cell: (row) => typed(row.cells.email) },
    { key: "login", header: fields("login"), from: "xl", cell: (row) => typed(row.login ?? row.cells.login) },
    {
      key: "name",
      header: fields("name"),
      from: "lg",
      cell: (row) =>
        typed(
          names
            .map((part) => row.cells[part])
            .filter(Boolean)
            .join(" ")
            .slice(0, 300),
        ),
    },
    {
      key: "language",
      header: fields("language"),
      from: "xl",
      cell: (row) => (row.language ? <LanguageName language={row.language} /> : typed(row.cells.language)),
    },
    { key: "role", header: fields("role"), cell: (row) => (row.role ? roles(row.role) : typed(row.cells.role)) },
    { key: "state", header: t("state"), cell: (row) => <RowState problems={row.problems} /> },
  ];
  return (
    <DataTable
      caption={t("caption")}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.number)}
    />
  );
}

/** Where the deleted user or company that holds a login can be recovered or permanently deleted. */
function HolderLink({ holder }: { holder: string }) {
  const t = useTranslations("userImport.preview");
  const [kind, place, id] = holder.split(":");
  const href = kind === "user" ? `/portal/${place}/users/${id}` : `/portal/${place}/clients/${id}/recover`;
  return (
    <>
      {" "}
      <TextLink href={href}>{t("seeHolder")}</TextLink>
    </>
  );
}

function RowState({ problems }: { problems: readonly RowProblem[] }) {
  const t = useTranslations("userImport");
  const fields = useTranslations("fields");
  const errors = useTranslations("errors");
  if (problems.length === 0) return <Badge tone="success">{t("preview.fine")}</Badge>;
  const textOf = ({ code, values }: RowProblem) => {
    if (t.has(`problems.${code}` as never)) return t(`problems.${code}` as never, values as never);
    return errors(code as never, values as never);
  };
  return (
    <ul className="flex flex-col gap-1.5 sm:min-w-56 sm:max-w-md">
      {problems.map((problem) => (
        <li key={`${problem.column} ${problem.code}`} className="flex gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>
            {problem.column
              ? t("preview.wrong", { column: fields(problem.column), text: textOf(problem) })
              : textOf(problem)}
            {problem.values?.holder && <HolderLink holder={String(problem.values.holder)} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
