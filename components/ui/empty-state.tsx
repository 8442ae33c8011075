import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  headingLevel?: 2 | 3;
};

/** Takes the place of a list that is still empty, and says what to do first. */
export function EmptyState({ icon, title, children, action, headingLevel = 2 }: EmptyStateProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <div className="flex flex-col items-center gap-3 rounded-card border border-line-strong/50 border-dashed px-5 py-10 text-center sm:py-14">
      {icon && (
        <span aria-hidden="true" className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
          {icon}
        </span>
      )}
      <Heading className="font-semibold text-lg tracking-tight">{title}</Heading>
      {children && <div className="max-w-prose text-muted">{children}</div>}
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
