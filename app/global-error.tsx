"use client";

import "./globals.css";
import { NextIntlClientProvider } from "next-intl";
import { UnexpectedError } from "@/components/auth/unexpected-error";
// The root layout itself failed, so nothing from the server is at hand: the English words come with the page.
import { common, unexpected } from "@/lib/i18n/messages/en.json";

export default function GlobalErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{unexpected.title}</title>
        <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ common, unexpected }}>
          <UnexpectedError {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
