"use client";

import { useTranslations } from "next-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ServerFormApi } from "./use-server-form";

/** A field as users read it: `show` turns what a form posts into words, e.g. the name of a language. */
export type ConflictField = { name: string; label: string; show?: (value: string) => string };

type EditConflictProps = {
  form: ServerFormApi;
  fields: readonly ConflictField[];
  /** The page as it is now, without what was typed. */
  takeTheirsHref: string;
};

/**
 * Inside a form with a version, after another user saved first: both versions of every field that differs, and the
 * choice. "Keep mine" posts the form again, against the version that is there now (`FormVersion`).
 */
export function EditConflict({ form, fields, takeTheirsHref }: EditConflictProps) {
  const t = useTranslations("common.conflict");
  const common = useTranslations("common");
  const { conflict, values = {} } = form.state;
  if (!conflict) return null;
  const shown = (value: string | undefined, show: ConflictField["show"]) =>
    value === undefined || value === ""
      ? (show?.("") ?? <span className="text-muted">{common("empty")}</span>)
      : (show?.(value) ?? value);
  const differing = fields.filter(({ name }) => !sameText(conflict.values[name], values[name]));
  return (
    <section className="flex flex-col gap-3 rounded-control border border-warning bg-warning-soft px-3.5 py-3">
      <p>{t("lead")}</p>
      <table className="w-full table-fixed text-start text-sm">
        <thead>
          <tr className="border-line-strong border-b text-muted">
            <th scope="col" className="w-1/4 py-1.5 pe-3 text-start font-medium">
              {t("field")}
            </th>
            <th scope="col" className="py-1.5 pe-3 text-start font-medium">
              {t("theirs")}
            </th>
            <th scope="col" className="py-1.5 text-start font-medium">
              {t("yours")}
            </th>
          </tr>
        </thead>
        <tbody>
          {differing.map(({ name, label, show }) => (
            <tr key={name} className="border-line-strong border-b align-top last:border-b-0">
              <th scope="row" className="py-1.5 pe-3 text-start font-medium wrap-anywhere">
                {label}
              </th>
              <td className="whitespace-pre-line py-1.5 pe-3 wrap-anywhere">{shown(conflict.values[name], show)}</td>
              <td className="whitespace-pre-line py-1.5 wrap-anywhere">{shown(values[name], show)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap gap-2">
        <SubmitButton pending={form.pending}>{t("keepMine")}</SubmitButton>
        {/* Reloads the page: what was typed has to go. */}
        <a href={takeTheirsHref} data-discards className={buttonStyle("secondary")}>
          {t("takeTheirs")}
        </a>
      </div>
    </section>
  );
}

/** A browser posts line breaks as CR LF, whatever the database keeps. */
function sameText(one = "", other = ""): boolean {
  return one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n");
}

/** What the form was opened on; after a conflict what is there now, so that posting it again is a choice and no accident. */
export function FormVersion({ form, version }: { form: ServerFormApi; version: string }) {
  return <input type="hidden" name="version" value={form.state.conflict?.version ?? version} />;
}
