"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Card } from "@/components/ui/card";
import { accentProperties, contrastOf, OWN_SHADES, shadesOf, THEMES, type Theme } from "@/lib/brand/accent";
import { previewPath } from "@/lib/brand/model";
import { Monogram } from "./brand-mark";
import { LogoImage } from "./logo-image";
import type { PreviewedBrand } from "./previewed-brand";

/** The brand on a light and on a dark page in miniature, with the shade that the color gets there. */
export function BrandPreview({ brand, savedAccent }: { brand: PreviewedBrand; savedAccent: string | null }) {
  const t = useTranslations("branding.preview");
  return (
    <Card title={t("title")}>
      <link rel="stylesheet" href={previewPath(savedAccent)} />
      <div className="flex flex-col gap-5">
        <div className="grid gap-5 sm:max-xl:grid-cols-2">
          <Miniature theme="light" brand={brand} />
          <Miniature theme="dark" brand={brand} />
        </div>
        <p className="text-muted text-sm">{t("ratioText")}</p>
      </div>
    </Card>
  );
}

function Miniature({ theme, brand }: { theme: Theme; brand: PreviewedBrand }) {
  const t = useTranslations("branding.preview");
  const branding = useTranslations("branding");
  const common = useTranslations("common");
  const links = useTranslations("common.brandLinks");
  const page = useRef<HTMLDivElement>(null);
  const shades = (brand.accent === null ? OWN_SHADES : shadesOf(brand.accent))[theme];

  // The stylesheet is that of the color on the server. By script, since the policy lets no page carry styles of its own.
  useEffect(() => {
    for (const [name, value] of accentProperties(shades)) page.current?.style.setProperty(name, value);
  }, [shades]);

  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <div
        ref={page}
        aria-hidden="true"
        className={`preview-${theme} overflow-hidden rounded-control border border-line bg-surface text-ink`}
      >
        <div className="flex h-14 items-center px-4">
          <Head theme={theme} brand={brand} />
        </div>
        <div className="mx-4 flex flex-col gap-3 rounded-control border border-line bg-raised p-4">
          <p className="font-semibold text-lg">{common("signIn")}</p>
          <span className="h-8 rounded-control border border-line bg-raised" />
          <span className="flex items-center justify-between gap-3">
            <span className="rounded-control bg-accent px-3 py-1.5 font-medium text-accent-contrast text-sm">
              {common("continue")}
            </span>
            <span className="text-accent text-sm underline underline-offset-2">{common("forgotPassword")}</span>
          </span>
        </div>
        <p className="flex flex-wrap justify-center gap-x-3 px-4 py-3 text-muted text-xs">
          <span>{brand.productName || branding("fields.productName")}</span>
          {brand.links.map((name) => (
            <span key={name} className="underline underline-offset-2">
              {links(name)}
            </span>
          ))}
        </p>
      </div>
      <figcaption className="text-sm">
        <span className="font-medium">{t(theme)}</span>
        <span className="block text-muted">
          <Finding theme={theme} chosen={brand.accent} shade={shades.accent} />
        </span>
      </figcaption>
    </figure>
  );
}

function Head({ theme, brand: { productName, pictures } }: { theme: Theme; brand: PreviewedBrand }) {
  const branding = useTranslations("branding");
  const picture = (theme === "dark" ? pictures.dark : undefined) ?? pictures.light ?? pictures.dark;
  const plate = theme === "dark" && !pictures.dark ? "rounded-control bg-white p-1" : "";
  const image = picture && <LogoImage src={picture.src} alt="" className={`max-w-48 ${plate}`} />;
  if (picture?.wordmark) return image;
  const name = productName || branding("fields.productName");
  return (
    <span className="flex min-w-0 items-center gap-2">
      {image ?? <Monogram productName={name} />}
      <span className="truncate font-semibold text-lg tracking-tight">{name}</span>
    </span>
  );
}

/** Which shade a theme shows, why it is another one than was chosen, and how well it can be read. */
function Finding({ theme, chosen, shade }: { theme: Theme; chosen: string | null; shade: string }) {
  const t = useTranslations("branding.preview");
  const format = useFormatter();
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const ratio = format.number(contrastOf(shade, THEMES[theme].raised), digits);
  if (chosen === null || chosen === shade) return t("asChosen", { shade, ratio });
  return t(theme === "light" ? "darker" : "lighter", { shade, chosen, ratio });
}
