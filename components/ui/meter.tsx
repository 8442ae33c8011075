import { type ReactNode, useId } from "react";

export type MeterTone = "accent" | "success" | "warning" | "danger";

type MeterProps = {
  label: ReactNode;
  /** Same unit as `max`, e.g. bytes. */
  value: number;
  /** null means there is no limit: the figures have no bar. */
  max: number | null;
  /** The figures in words, e.g. "120 GB of 500 GB used". */
  text: string;
  /** Default: by how full it is. */
  tone?: MeterTone;
  /** Where a line is drawn across the bar, in the unit of `max`: a limit before the last one. */
  mark?: number;
};

const FILLS: Record<MeterTone, string> = {
  accent: "fill-accent",
  success: "fill-success",
  warning: "fill-warning",
  danger: "fill-danger",
};

/** How full it is, for color: 0.8 needs attention, 1 is full. */
function toneOf(share: number): MeterTone {
  if (share >= 1) return "danger";
  return share >= 0.8 ? "warning" : "accent";
}

const percentOf = (share: number) => Math.round(Math.min(share, 1) * 1000) / 10;

/** Used of total, as a bar with figures. SVG, because a width in `style` would need an exception in the CSP. */
export function Meter({ label, value, max, text, tone, mark }: MeterProps) {
  const id = useId();
  const share = max === null ? 0 : max > 0 ? value / max : 1;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span id={id} className="font-medium text-sm">
          {label}
        </span>
        <span className="text-muted text-sm tabular-nums">{text}</span>
      </div>
      {max !== null && (
        // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn alike in all browsers
        <div
          role="meter"
          aria-labelledby={id}
          aria-valuemin={0}
          aria-valuemax={max}
          aria-valuenow={Math.min(value, max)}
          aria-valuetext={text}
        >
          <svg width="100%" height="8" aria-hidden="true" focusable="false" className="block rounded-full">
            <rect width="100%" height="8" rx="4" className="fill-sunken" />
            <rect
              width={`${percentOf(share)}%`}
              height="8"
              rx="4"
              className={`meter-fill ${FILLS[tone ?? toneOf(share)]}`}
            />
            {mark !== undefined && mark < max && (
              <rect x={`${percentOf(mark / max)}%`} width="2" height="8" className="fill-ink" />
            )}
          </svg>
        </div>
      )}
    </div>
  );
}
