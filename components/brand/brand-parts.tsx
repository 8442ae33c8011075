"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use } from "react";
import { Link } from "@/components/ui/link";
import { Logo } from "@/components/ui/logo";
import type { Brand } from "@/lib/brand/model";
import { BrandLinks, hasLinks } from "./brand-links";
import { BrandMark } from "./brand-mark";

/** The brand of the page: null for Backstay's own look, undefined where the root layout failed and no one knows it. */
const PageBrandContext = createContext<Brand | null | undefined>(undefined);

/** Tells the brand of the page to all shells below, those of error pages in the browser among them. */
export function PageBrand({ brand, children }: { brand: Brand | null; children: ReactNode }) {
  return <PageBrandContext value={brand}>{children}</PageBrandContext>;
}

type BrandHomeProps = {
  href: string;
  compact?: boolean;
  /** Whether following it reloads the whole page rather than what differs. */
  loads?: boolean;
  className: string;
};

/** The logo, as a link. Nothing where the root layout itself failed: then no one knows whose page it is. */
export function BrandHome({ href, compact = false, loads = false, className }: BrandHomeProps) {
  const brand = use(PageBrandContext);
  const t = useTranslations("common");
  const Way = loads ? "a" : Link;
  if (brand === undefined) return null;
  return (
    <Way href={href} className={className}>
      {brand ? <BrandMark brand={brand} compact={compact} /> : <Logo name={t("productName")} compact={compact} />}
    </Way>
  );
}

/** The last line of a page before sign-in: what it belongs to. */
export function BrandLine() {
  const brand = use(PageBrandContext);
  const t = useTranslations("common");
  if (brand === undefined) return null;
  if (brand && hasLinks(brand)) return <BrandLinks brand={brand} />;
  return <p>{brand?.productName ?? `${t("productName")} · ${t("productTagline")}`}</p>;
}

/** The foot of a page behind the sign-in; only where the brand has links. */
export function BrandFooter({ className }: { className: string }) {
  const brand = use(PageBrandContext);
  return (
    brand &&
    hasLinks(brand) && (
      <footer className={`no-print text-muted text-sm ${className}`}>
        <BrandLinks brand={brand} />
      </footer>
    )
  );
}
