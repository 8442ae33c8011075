"use client";

import { useTranslations } from "next-intl";
import { troubleOf } from "@/components/form/trouble";

/** Next's digest of a server error: the number that leads to the log line. */
function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
}

/** What a page says that failed, and what its button does: another try, or a reload for a tab that is older than the server. */
export function useErrorWords({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("unexpected");
  const common = useTranslations("common");
  if (troubleOf(error) !== "NEWER_VERSION")
    return { title: t("title"), again: { label: t("retry"), run: () => retry() } };
  return { title: t("updatedTitle"), again: { label: common("reload"), run: () => location.reload() } };
}

/** That nothing is lost, what to do, and the number to tell, where there is one. */
export function ErrorText({ error }: { error: unknown }) {
  const t = useTranslations("unexpected");
  const digest = digestOf(error);
  if (troubleOf(error) === "NEWER_VERSION") return t("updatedText");
  if (!digest) return t("textWithoutReference");
  return (
    <>
      {t("text")}{" "}
      <span className="mt-2 block">
        {t("reference")} <strong className="font-medium text-ink tabular-nums">{digest}</strong>
      </span>
    </>
  );
}
