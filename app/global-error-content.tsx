"use client";

import { NextIntlClientProvider } from "next-intl";
import { UnexpectedError } from "@/components/auth/unexpected-error";
import { common, unexpected } from "@/lib/i18n/messages/en.json";

/** The words of global-error.tsx. The root layout itself failed, so nothing from the server is at hand: English it is. */
export default function GlobalErrorContent(props: { error: unknown; retry: () => void }) {
  return (
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ common, unexpected }}>
      <title>{unexpected.title}</title>
      <UnexpectedError {...props} />
    </NextIntlClientProvider>
  );
}
