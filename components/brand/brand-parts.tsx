"use client";

import { createContext, type ReactNode, use } from "react";
import { Link } from "@/components/ui/link";

/** What of a page shows its brand, rendered on the server: so pages carry pictures and words, and no script that draws them. */
type BrandParts = {
  logo: ReactNode;
  /** The logo for headers that have little room. */
  compactLogo: ReactNode;
  /** The line at the foot of pages before sign-in. */
  line: ReactNode;
  /** The links of a brand; null where there are none. */
  links: ReactNode;
};

const Parts = createContext<BrandParts | null>(null);

/** Hands the parts to all shells below, those of error pages in the browser among them. */
export function BrandProvider({ parts, children }: { parts: BrandParts; children: ReactNode }) {
  return <Parts value={parts}>{children}</Parts>;
}

type BrandHomeProps = {
  href: string;
  compact?: boolean;
  /** Whether following it reloads the whole page rather than what differs. */
  loads?: boolean;
  className: string;
};

/** The logo, as a link. Nothing where the root layout itself failed: then no one knows whose page it is. */
export function BrandHome({ href, compact = false, loads = false, className }: BrandHomeProps) {
  const parts = use(Parts);
  const Way = loads ? "a" : Link;
  return (
    parts && (
      <Way href={href} className={className}>
        {compact ? parts.compactLogo : parts.logo}
      </Way>
    )
  );
}

/** The last line of a page before sign-in: what it belongs to. */
export function BrandLine() {
  return use(Parts)?.line;
}

/** The foot of a page behind the sign-in; only where the brand has links. */
export function BrandFooter({ className }: { className: string }) {
  const links = use(Parts)?.links;
  return links && <footer className={`no-print text-muted text-sm ${className}`}>{links}</footer>;
}
