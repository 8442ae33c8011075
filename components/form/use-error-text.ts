"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FormError } from "@/lib/form/schema";

/** Turns an error code into words; a code without words reads as errors.INVALID. */
export function useErrorText(): (error: FormError) => string {
  const t = useTranslations("errors");
  return useCallback(({ code, values }) => (t.has(code) ? t(code, values) : t("INVALID")), [t]);
}
