import { type ReactNode, useId } from "react";

type MeterProps = {
  label: ReactNode;
  /** Same unit as `max`, e.g. bytes. */
  value: number;
  /** null means there is no limit: the figures stand without a bar. */
  max: number | null;
  /** The figures as people read them, e.g. "120 GB of 500 GB used". */
  text: string;
};

/** How full a share is, for colour: 0.8 asks for attention, 1 is full. */
function fill(share: number): string {
  if (share >= 1) return "fill-danger";
  return share >= 0.8 ? "fill-warning" : "fill-accent";
}

/** Used of total, as a bar with figures. SVG, because a width in `style` would need an exception in the CSP. */
export function Meter({ label, value, max, text }: MeterProps) {
  const id = useId();
  const share = max === null ? 0 : max > 0 ? value / max : 1;
  const percent = Math.round(Math.min(share, 1) * 1000) / 10;
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
            <rect width={`${percent}%`} height="8" rx="4" className={`meter-fill ${fill(share)}`} />
          </svg>
        </div>
      )}
    </div>
  );
}
