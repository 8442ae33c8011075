"use client";

import { NextIntlClientProvider } from "next-intl";
import { use } from "react";
import { UnexpectedError } from "@/components/auth/unexpected-error";
import { MESSAGE_FILES } from "@/lib/i18n/message-files";
import type { Language } from "@/lib/vocabulary";

const loading = new Map<Language, ReturnType<(typeof MESSAGE_FILES)[Language]>>();

/** Once a language: `use` wants to be asked with the same promise again. */
function load(language: Language) {
  const known = loading.get(language) ?? MESSAGE_FILES[language]();
  loading.set(language, known);
  return known;
}

/** The words of global-error.tsx: nothing from the server is at hand, so they are loaded for this page alone. */
export default function GlobalErrorContent(props: { language: Language; error: unknown; retry: () => void }) {
  const { language, ...rest } = props;
  const { common, unexpected } = use(load(language)).default;
  return (
    <NextIntlClientProvider locale={language} timeZone="UTC" messages={{ common, unexpected }}>
      <title>{unexpected.title}</title>
      <UnexpectedError {...rest} />
    </NextIntlClientProvider>
  );
}
