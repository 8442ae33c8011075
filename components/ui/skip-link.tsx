import type { ReactNode } from "react";

/** First link of a page: jumps over the header. Seen only while it has the focus. */
export function SkipLink({ href = "#content", children }: { href?: string; children: ReactNode }) {
  return (
    <a
      href={href}
      className="sr-only rounded-control bg-accent px-4 py-2 font-medium text-accent-contrast focus:not-sr-only focus:fixed focus:start-4 focus:top-3 focus:z-50 focus:px-4 focus:py-2"
    >
      {children}
    </a>
  );
}
