import { useTranslations } from "next-intl";
import { BRAND_LINKS, type Brand } from "@/lib/brand/model";

/** Whether there is anything for BrandLinks to show. */
export const hasLinks = (brand: Brand | null) => BRAND_LINKS.some((name) => brand?.[name]);

/** The product's name and the links of its brand. */
export function BrandLinks({ brand }: { brand: Brand }) {
  const t = useTranslations("common.brandLinks");
  return (
    <nav aria-label={t("label")} className="inline-flex flex-wrap justify-center gap-x-4 gap-y-1">
      <span>{brand.productName}</span>
      {BRAND_LINKS.filter((name) => brand[name]).map((name) => (
        <a
          key={name}
          href={brand[name] ?? undefined}
          rel="noopener noreferrer"
          className="rounded-sm underline underline-offset-2 hover:text-ink"
        >
          {t(name)}
        </a>
      ))}
    </nav>
  );
}
