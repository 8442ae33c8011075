import { ChevronRight, ChevronsLeft } from "lucide-react";
import { LinkButton } from "./button";

type PageLink = { href: string; label: string };

type KeyPagerProps = {
  /** Names the navigation for screen readers. */
  label: string;
  /** Back to the beginning; left out on the first page. */
  first?: PageLink;
  /** Left out on the last page. */
  next?: PageLink;
};

/**
 * The way through a list that pages by key: on, and back to its beginning. Nothing for a list of one page. On wide screens it is
 * in sight above the rows that scroll.
 */
export function KeyPager({ label, first, next }: KeyPagerProps) {
  if (!first && !next) return null;
  return (
    <nav aria-label={label} className="bottom-0 -my-0.5 flex justify-end gap-2 bg-surface py-0.5 sm:sticky">
      {first && (
        <LinkButton href={first.href} variant="secondary" size="sm">
          <ChevronsLeft aria-hidden="true" />
          {first.label}
        </LinkButton>
      )}
      {next && (
        <LinkButton href={next.href} variant="secondary" size="sm">
          {next.label}
          <ChevronRight aria-hidden="true" />
        </LinkButton>
      )}
    </nav>
  );
}
