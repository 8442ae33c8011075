import type { ReactNode } from "react";

/** First link of a page: jumps over the header. Seen only while it has the focus. */
export function SkipLink({ href = "#content", children }: { href?: string; children: ReactNode }) {
  return (
    <a
      href={href}
      className="fixed start-4 top-3 z-50 rounded-control bg-accent px-4 py-2 font-medium text-accent-contrast not-focus:sr-only"
    >
      {children}
    </a>
  );
}
