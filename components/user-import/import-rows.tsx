import { useLocale, useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import type { ListColumn, Problem, Row } from "@/components/list/model";
import type { CheckedRow, RowProblem } from "@/lib/user-import/model";
import { LANGUAGE_NAMES, nameOrder } from "@/lib/vocabulary";

/** So much of what was typed is shown: it may be anything. */
const TYPED_MAX = 300;

/** Rows of a list as they were understood, with what is wrong with each. */
export function ImportRows({ rows }: { rows: readonly CheckedRow[] }) {
  const t = useTranslations("userImport.preview");
  const fields = useTranslations("fields");
  const list = useTranslations("list");
  const roles = useTranslations("roles");
  const names = nameOrder(useLocale());
  const problemsOf = useProblems();
  const typed = (text: string | null | undefined) => text?.slice(0, TYPED_MAX) || null;
  const columns: ListColumn[] = [
    { head: t("row"), rowHeader: true },
    { head: fields("email") },
    { head: fields("login"), from: "xl" },
    { head: fields("name"), from: "lg" },
    { head: fields("language"), from: "xl" },
    { head: fields("role"), from: "sm" },
    { head: t("state"), kind: "problems", words: [[t("fine"), "success"]], below: true },
  ];
  return (
    <ListTable
      caption={t("caption")}
      columns={columns}
      rows={rows.map((row): Row => {
        const { number, cells, login, language, role, problems } = row;
        const name = names.flatMap((part) => cells[part] || []).join(" ");
        return [
          number,
          String(number),
          typed(cells.email),
          typed(login ?? cells.login),
          typed(name),
          language ? LANGUAGE_NAMES[language] : typed(cells.language),
          role ? roles(role) : typed(cells.role),
          problems.length === 0 ? 0 : problemsOf(problems),
        ];
      })}
      none={list("none")}
    />
  );
}

/** What is wrong with a row, with the way to who holds its login: recovered or permanently deleted, they free it. */
function useProblems(): (problems: readonly RowProblem[]) => Problem[] {
  const t = useTranslations("userImport");
  const fields = useTranslations("fields");
  const errors = useTranslations("errors");
  const textOf = ({ code, values }: RowProblem) => {
    if (t.has(`problems.${code}` as never)) return t(`problems.${code}` as never, values as never);
    return errors(code as never, values as never);
  };
  return (problems) =>
    problems.map((problem): Problem => {
      const { column, values } = problem;
      const text = column ? t("preview.wrong", { column: fields(column), text: textOf(problem) }) : textOf(problem);
      return values?.holder ? [text, holderHref(String(values.holder)), t("preview.seeHolder")] : [text];
    });
}

/** Where the deleted user or company that holds a login can be recovered or permanently deleted. */
function holderHref(holder: string): string {
  const [kind, place, id] = holder.split(":");
  return kind === "user" ? `/portal/${place}/users/${id}` : `/portal/${place}/clients/${id}/recover`;
}
