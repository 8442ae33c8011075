import "@/app/globals.css";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageChoice } from "@/components/auth/language-picker";
import { clientMessages } from "@/lib/i18n/client-messages";
import { languageOptions } from "@/lib/vocabulary";
import { doNothing } from "./actions";

export const metadata = {
  title: { default: "Backstay", template: "%s · Backstay" },
  description: "Sign in to manage your backup",
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const [locale, messages] = await Promise.all([getLocale(), getMessages()]);
  return (
    <html lang={locale}>
      <body>
        <NextIntlClientProvider messages={clientMessages(messages)}>
          <LanguageChoice choice={{ action: doNothing, options: languageOptions("en") }}>{children}</LanguageChoice>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
