import { type ReactNode, useId } from "react";

type ProgressProps = {
  label: ReactNode;
  value: number;
  max: number;
  /** The figures in words, e.g. "9 of 12 sent". */
  text: string;
};

/** How far something has come that goes on by itself. SVG, because a width in `style` would need an exception in the CSP. */
export function Progress({ label, value, max, text }: ProgressProps) {
  const id = useId();
  const percent = max > 0 ? Math.floor((Math.min(value, max) / max) * 1000) / 10 : 0;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span id={id} className="font-medium text-sm">
          {label}
        </span>
        <span className="text-muted text-sm tabular-nums">{text}</span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
      >
        <svg width="100%" height="8" aria-hidden="true" focusable="false" className="block rounded-full">
          <rect width="100%" height="8" rx="4" className="fill-sunken" />
          <rect
            width={`${percent}%`}
            height="8"
            rx="4"
            className={`meter-fill ${value >= max ? "fill-success" : "fill-accent"}`}
          />
        </svg>
      </div>
    </div>
  );
}
