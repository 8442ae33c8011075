import { configure, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { NextIntlClientProvider } from "next-intl";
import type { ReactElement } from "react";
import messages from "@/lib/i18n/messages/en.json" with { type: "json" };

// A busy machine may take its time: the limit is only for what never comes.
configure({ asyncUtilTimeout: 60_000 });

/** Renders with the English words, as the root layout does, and with a user at the keyboard. */
export function renderWithWords(element: ReactElement) {
  const wrap = (children: ReactElement) => (
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
  return { user: userEvent.setup(), ...render(wrap(element)) };
}
