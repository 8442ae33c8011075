import type { ReactNode } from "react";

type CardProps = {
  /** Where links lead to it. */
  id?: string;
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for tables that run to the edge. */
  flush?: boolean;
  headingLevel?: 2 | 3;
  className?: string;
  children?: ReactNode;
};

/** A raised box with an optional head. */
export function Card({
  id,
  title,
  description,
  actions,
  flush,
  headingLevel = 2,
  className = "",
  children,
}: CardProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section id={id} className={`scroll-mt-4 rounded-card border border-line bg-raised shadow-card ${className}`}>
      {(title || actions) && (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
          <div className="min-w-0">
            {title && <Heading className="font-semibold text-lg tracking-tight">{title}</Heading>}
            {description && <p className="text-muted text-sm">{description}</p>}
          </div>
          {actions}
        </div>
      )}
      <div className={flush ? (title ? "mt-3" : "") : "px-4 py-4 sm:px-5"}>{children}</div>
    </section>
  );
}
