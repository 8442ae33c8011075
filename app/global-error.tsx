"use client";

import "./globals.css";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { firstLanguageOf } from "@/lib/vocabulary";

// Loaded only when it is needed: every page carries this file, and none should carry all messages with it.
const GlobalErrorContent = lazy(() => import("./global-error-content"));

const subscribe = () => () => {};

/** The root layout itself failed: the browser's languages are all that is known about the reader's. */
export default function GlobalErrorPage(props: { error: unknown; retry: () => void }) {
  const language = useSyncExternalStore(
    subscribe,
    () => firstLanguageOf(navigator.languages) ?? "en",
    () => "en" as const,
  );
  return (
    <html lang={language}>
      <body>
        <Suspense>
          <GlobalErrorContent {...props} language={language} />
        </Suspense>
      </body>
    </html>
  );
}
