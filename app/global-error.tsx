"use client";

import "./globals.css";
import { lazy, Suspense } from "react";

// Loaded only when it is needed: every page carries this file, and none should carry all messages with it.
const GlobalErrorContent = lazy(() => import("./global-error-content"));

export default function GlobalErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <Suspense>
          <GlobalErrorContent {...props} />
        </Suspense>
      </body>
    </html>
  );
}
