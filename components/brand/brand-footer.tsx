"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BRAND_LINKS } from "@/lib/brand/schema";
import { useBrand } from "./brand-context";

type BrandFooterProps = {
  className?: string;
  /** What stands there in Backstay's own look; without it nothing does. */
  otherwise?: string;
  /** Above it. */
  children?: ReactNode;
};

/** The foot of a page: the product's name and the links of its brand. */
export function BrandFooter({ className = "", otherwise, children }: BrandFooterProps) {
  const brand = useBrand();
  const t = useTranslations("common.brandLinks");
  const shown = BRAND_LINKS.filter((name) => brand?.[name]);
  if (!otherwise && shown.length === 0) return null;
  return (
    <footer className={`no-print text-muted text-sm ${className}`}>
      {children}
      {shown.length === 0 ? (
        <p>{brand?.productName ?? otherwise}</p>
      ) : (
        <nav aria-label={t("label")} className="inline-flex flex-wrap justify-center gap-x-4 gap-y-1">
          <span>{brand?.productName}</span>
          {shown.map((name) => (
            <a
              key={name}
              href={brand?.[name] ?? undefined}
              rel="noopener noreferrer"
              className="rounded-sm underline underline-offset-2 hover:text-ink"
            >
              {t(name)}
            </a>
          ))}
        </nav>
      )}
    </footer>
  );
}
