import type { ReactNode } from "react";

/** What scrolls by itself inside a page, without anything in it to tab to: reachable by keyboard, so that arrow keys scroll it. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the focus (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className={`-outline-offset-2 ${className}`}>
      {children}
    </section>
  );
}
