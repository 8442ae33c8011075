"use client";

import { useTranslations } from "next-intl";

/** Next's digest of a server error: the number that leads to the log line. */
function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
}

/** That nothing is lost, what to do, and the number to tell, where there is one. */
export function ErrorText({ error }: { error: unknown }) {
  const t = useTranslations("unexpected");
  const digest = digestOf(error);
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
