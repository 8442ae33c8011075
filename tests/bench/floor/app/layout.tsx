import "@/app/globals.css";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  const { common, errors, login, passwordReset, quotaForm, roles, services, unexpected, users } = await getMessages();
  const messages = { common, errors, login, passwordReset, quotaForm, roles, services, unexpected, users };
  return (
    <html lang="en">
      <body>
        <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
