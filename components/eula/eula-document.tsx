import type { ReactNode } from "react";

type EulaDocumentProps = {
  title: ReactNode;
  /** e.g. "Version 1.0" */
  version: string;
  /** e.g. "Published 1 March 2026" */
  date?: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** Stays in view at the foot: the form with its button. Left out where there is nothing to accept. */
  footer?: ReactNode;
};

/** A long agreement set to be read, with the way to accept it always in view. */
export function EulaDocument({ title, version, date, lead, children, footer }: EulaDocumentProps) {
  return (
    <article className="mx-auto w-full max-w-3xl">
      <header>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <p className="mt-1 flex flex-wrap gap-x-3 text-muted text-sm">
          <span>{version}</span>
          {date && <span>{date}</span>}
        </p>
        {lead && <div className="mt-3 text-muted">{lead}</div>}
      </header>
      <div className="mt-5 rounded-card border border-line bg-raised px-5 py-6 shadow-card sm:px-10 sm:py-9">
        <div className="flex max-w-[68ch] flex-col gap-7 leading-relaxed">{children}</div>
      </div>
      {footer && (
        <div className="no-print sticky bottom-0 -mx-4 mt-6 border-line border-t bg-surface px-4 py-3 sm:mx-0 sm:px-0">
          {footer}
        </div>
      )}
    </article>
  );
}
