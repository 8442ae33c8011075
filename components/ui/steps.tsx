import { Check } from "lucide-react";

type StepsProps = { label: string; titles: readonly string[]; current: number };

/** How far a form in several steps has come. Only where scripts run: without them all steps are on the page. */
export function Steps({ label, titles, current }: StepsProps) {
  return (
    <ol aria-label={label} className="steps flex flex-wrap gap-x-2 gap-y-2 text-sm">
      {titles.map((title, index) => (
        <li
          key={title}
          aria-current={index === current ? "step" : undefined}
          className="group flex min-w-0 items-center gap-2 text-muted aria-[current]:font-medium aria-[current]:text-ink"
        >
          {index > 0 && <span aria-hidden="true" className="h-px w-4 bg-line-strong/60 sm:w-8" />}
          <span
            aria-hidden="true"
            className={`grid size-6 shrink-0 place-items-center rounded-full border text-xs ${
              index === current
                ? "border-accent bg-accent font-semibold text-accent-contrast"
                : index < current
                  ? "border-accent bg-accent-soft text-accent"
                  : "border-line-strong"
            }`}
          >
            {index < current ? <Check className="size-3.5" /> : index + 1}
          </span>
          <span className={index === current ? "" : "max-sm:sr-only"}>{title}</span>
        </li>
      ))}
    </ol>
  );
}
