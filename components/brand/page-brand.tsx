import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Logo } from "@/components/ui/logo";
import type { Brand } from "@/lib/brand/model";
import { BrandLinks, hasLinks } from "./brand-links";
import { BrandMark } from "./brand-mark";
import { BrandProvider } from "./brand-parts";

type PageBrandProps = {
  /** Null for Backstay's own look. */
  brand: Brand | null;
  children: ReactNode;
};

/** Draws everything that shows the brand of the page, for the shells below to place. */
export function PageBrand({ brand, children }: PageBrandProps) {
  const t = useTranslations("common");
  const name = t("productName");
  const links = brand && hasLinks(brand) ? <BrandLinks brand={brand} /> : null;
  const parts = {
    logo: brand ? <BrandMark brand={brand} /> : <Logo name={name} />,
    compactLogo: brand ? <BrandMark brand={brand} compact /> : <Logo name={name} compact />,
    line: links ?? <p>{brand?.productName ?? `${name} · ${t("productTagline")}`}</p>,
    links,
  };
  return <BrandProvider parts={parts}>{children}</BrandProvider>;
}
