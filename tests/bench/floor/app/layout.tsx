import { connection } from "next/server";
import type { ReactNode } from "react";

/** Rendered for each request, as the product's pages are. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
