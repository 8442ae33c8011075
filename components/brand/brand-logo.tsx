"use client";

import { useTranslations } from "next-intl";
import { Logo } from "@/components/ui/logo";
import { useBrand } from "./brand-context";
import { BrandMark } from "./brand-mark";

/** The logo of the page's brand; Backstay's own where there is none. `compact` hides a name on narrow screens. */
export function BrandLogo({ compact = false }: { compact?: boolean }) {
  const brand = useBrand();
  const t = useTranslations("common");
  if (!brand) return <Logo name={t("productName")} compact={compact} />;
  return <BrandMark brand={brand} compact={compact} />;
}
