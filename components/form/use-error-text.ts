"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FormError } from "@/lib/form/model";

/** Turns an error code into words; a code without words reads as errors.INVALID. */
export function useErrorText(): (error: FormError) => string {
  const t = useTranslations("errors");
  const format = useFormatter();
  return useCallback(
    ({ code, values = {} }) => {
      if (!t.has(code as never)) return t("INVALID");
      const written = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "object" ? format.list(value) : value,
      ]);
      return t(code as never, Object.fromEntries(written) as never);
    },
    [t, format],
  );
}
