"use client";

import { useTranslations } from "next-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { ServerFormApi } from "./use-server-form";

type FormProblemProps = { form: ServerFormApi; title: string; errors?: readonly { fieldId?: string; text: string }[] };

/** What is wrong with a form, with the way on where that is a reload. */
export function FormProblem({ form, title, errors }: FormProblemProps) {
  const t = useTranslations("common");
  return (
    <ErrorSummary title={title} errors={errors}>
      {form.state.formError?.code === "NEWER_VERSION" && (
        <a href={form.reloadHref} data-discards className={buttonStyle("primary", "sm", "mt-3")}>
          {t("reload")}
        </a>
      )}
    </ErrorSummary>
  );
}
