import "./globals.css";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageChoice } from "@/components/auth/language-picker";
import { currentActor } from "@/lib/auth/current-actor";
import { clientMessages } from "@/lib/i18n/client-messages";
import { chooseLanguage } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const name = t("productName");
  return {
    title: { default: name, template: `%s · ${name}` },
    description: t("productTagline"),
    applicationName: name,
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
  const [locale, messages, actor] = await Promise.all([getLocale(), getMessages(), currentActor()]);
  return (
    <html lang={locale}>
      <body>
        <NextIntlClientProvider messages={clientMessages(messages)}>
          <LanguageChoice action={actor ? null : chooseLanguage}>{children}</LanguageChoice>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
