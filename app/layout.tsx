import "./globals.css";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { KeptFormPage } from "@/components/auth/kept-form-page";
import { LanguageChoice } from "@/components/auth/language-picker";
import { PageBrand } from "@/components/brand/brand-parts";
import { FocusAfterNavigation } from "@/components/ui/focus-after-navigation";
import { currentActor } from "@/lib/auth/current-actor";
import { currentBrand, currentProductName } from "@/lib/brand/current-brand";
import { accentPath, pageIcons } from "@/lib/brand/model";
import { keptForm } from "@/lib/form/kept-form";
import { languageOptions } from "@/lib/vocabulary";
import { chooseLanguage } from "./actions";
import { PartTexts } from "./part-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const [name, brand] = await Promise.all([currentProductName(), currentBrand()]);
  return {
    title: { default: name, template: `%s · ${name}` },
    description: t("productTagline"),
    applicationName: name,
    icons: pageIcons(brand),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f5f1" },
    { media: "(prefers-color-scheme: dark)", color: "#0d161b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page built ahead of the request cannot carry its nonce, and the browser would refuse its scripts.
  await connection();
  const [locale, actor, brand] = await Promise.all([getLocale(), currentActor(), currentBrand()]);
  // In place of a page that would redirect and lose what was typed: a page can't be shown once it has started to
  // redirect.
  const kept = keptForm();
  const picks = !actor && !kept;
  return (
    <html lang={locale}>
      <body>
        {brand?.accent && <link rel="stylesheet" href={accentPath(brand.accent)} />}
        <PartTexts part="page">
          <PageBrand brand={brand}>
            <LanguageChoice choice={picks ? { action: chooseLanguage, options: languageOptions(locale) } : null}>
              {kept ? <KeptFormPage {...kept} /> : children}
            </LanguageChoice>
          </PageBrand>
          <FocusAfterNavigation id="content" />
        </PartTexts>
      </body>
    </html>
  );
}
