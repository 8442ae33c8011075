import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  /** Above a list, which needs the height: with the description beside the title where there is room. */
  low?: boolean;
};

/** The page's h1 with what belongs beside it. */
export function PageHeader({ title, description, badge, actions, low }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className={`min-w-0 ${low ? "xl:flex xl:items-baseline xl:gap-x-3" : ""}`}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="wrap-anywhere min-w-0 font-semibold text-2xl tracking-tight">{title}</h1>
          {badge}
        </div>
        {description && <p className={`mt-1 text-muted ${low ? "" : "max-w-prose"}`}>{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
