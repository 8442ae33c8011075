import { Fragment, type ReactNode } from "react";
import { Link } from "./link";

export type ShareTone = "accent" | "success" | "warning" | "danger" | "neutral";

export type Share = {
  key: string;
  label: string;
  value: number;
  /** The figure in words, e.g. "1,204". */
  text: string;
  tone: ShareTone;
  /** The list of what is counted; a zero leads nowhere. */
  href?: string;
};

type ShareBarProps = {
  /** What is shared out; names the list of figures. */
  label: ReactNode;
  shares: readonly Share[];
  /** False where the figures don't add up to a whole: they have no bar. */
  picture?: boolean;
};

const FILLS: Record<ShareTone, string> = {
  accent: "fill-accent",
  success: "fill-success",
  warning: "fill-warning",
  danger: "fill-danger",
  neutral: "fill-line-strong",
};

/** How a whole is shared out: a bar to look at, and under it the same figures to read, each a link to what it counts. */
export function ShareBar({ label, shares, picture = true }: ShareBarProps) {
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium text-sm">{label}</p>
      {picture && <Bar shares={shares} />}
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {shares.map((share) => (
          <li key={share.key}>
            <Figure share={share} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** SVG, because a width in `style` would need an exception in the CSP. The figures below say the same: it is for the eyes only. */
function Bar({ shares }: { shares: readonly Share[] }) {
  const total = shares.reduce((sum, { value }) => sum + value, 0);
  const percent = (value: number) => `${Math.round((value / total) * 10_000) / 100}%`;
  let before = 0;
  const parts = shares.flatMap((share) => {
    const from = before;
    before += share.value;
    return share.value > 0 ? [{ ...share, from }] : [];
  });
  return (
    <svg width="100%" height="12" aria-hidden="true" focusable="false" className="block rounded-full">
      <rect width="100%" height="12" className="fill-sunken" />
      {parts.map(({ key, value, tone, from }) => (
        <Fragment key={key}>
          <rect x={percent(from)} width={percent(value)} height="12" className={`share-fill ${FILLS[tone]}`} />
          {from > 0 && <rect x={percent(from)} width="2" height="12" className="fill-raised" />}
        </Fragment>
      ))}
    </svg>
  );
}

function Figure({ share: { value, text, label, tone, href } }: { share: Share }) {
  const words = (
    <>
      <svg width="10" height="10" aria-hidden="true" focusable="false" className="me-1.5 inline-block align-baseline">
        <rect width="10" height="10" rx="3" className={`share-fill ${FILLS[tone]}`} />
      </svg>
      <span className="text-muted">{label}</span> <span className="font-medium tabular-nums">{text}</span>
    </>
  );
  if (!href || value === 0) return <span className="inline-block py-1">{words}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-block rounded-sm py-1 decoration-1 underline-offset-3 hover:underline hover:decoration-2"
    >
      {words}
    </Link>
  );
}
