"use client";

import { useTranslations } from "next-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { ErrorText, useErrorWords } from "./error-text";
import type { UnexpectedErrorProps } from "./unexpected-error";

/** UnexpectedError for when its own script did not load: with nothing that pages do not carry anyway. */
export function PlainError({ error, retry }: UnexpectedErrorProps) {
  const t = useTranslations("unexpected");
  const { title, again } = useErrorWords({ error, retry });
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex max-w-md flex-col gap-4 px-4 py-16">
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <p className="text-muted">
        <ErrorText error={error} />
      </p>
      <div className="flex flex-wrap gap-2">
        <button type="button" onClick={again.run} className={buttonStyle("primary")}>
          {again.label}
        </button>
        <a href="/start" className={buttonStyle("secondary")}>
          {t("startPage")}
        </a>
      </div>
    </main>
  );
}
