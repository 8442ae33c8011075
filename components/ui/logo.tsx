type LogoMarkProps = { className?: string };

/** The mark: a mast, the backstay that holds it, and the deck both are made fast to. Decorative beside the name. */
export function LogoMark({ className = "size-7" }: LogoMarkProps) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false" className={className}>
      <path d="M11.5 8.5v15.25H24.2z" className="fill-accent-soft" />
      <path d="M11.5 4v21" className="stroke-ink" strokeWidth="3" strokeLinecap="round" />
      <path d="M12.2 4.6 27 24.6" className="stroke-signal" strokeWidth="2.25" strokeLinecap="round" />
      <path d="M4 25.25c7 2.6 16.6 2.6 24 0" className="stroke-ink" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

type LogoProps = {
  name: string /** Hides the name on narrow screens; it stays for screen readers. */;
  compact?: boolean;
};

/** The mark with the product's name. */
export function Logo({ name, compact = false }: LogoProps) {
  return (
    <span className="inline-flex items-center gap-2">
      <LogoMark />
      <span className={`font-semibold text-lg text-ink tracking-tight ${compact ? "max-sm:sr-only" : ""}`}>{name}</span>
    </span>
  );
}
