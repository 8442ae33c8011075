import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type NoticeTone = "info" | "success" | "warning" | "danger";

const TONES = {
  info: { icon: Info, box: "border-accent bg-accent-soft", sign: "text-accent" },
  success: { icon: CircleCheck, box: "border-success bg-success-soft", sign: "text-success" },
  warning: { icon: TriangleAlert, box: "border-warning bg-warning-soft", sign: "text-warning" },
  danger: { icon: CircleAlert, box: "border-danger bg-danger-soft", sign: "text-danger" },
} as const;

/** Classes of the box, shared with Flash. */
export const noticeBox = (tone: NoticeTone) =>
  `flex gap-3 rounded-control border border-s-4 px-3.5 py-3 ${TONES[tone].box}`;

type NoticeBodyProps = { tone: NoticeTone; title?: ReactNode; children?: ReactNode };

/** Icon, title and text of a message. */
export function NoticeBody({ tone, title, children }: NoticeBodyProps) {
  const { icon: Icon, sign } = TONES[tone];
  return (
    <>
      <Icon aria-hidden="true" className={`mt-0.5 size-5 shrink-0 ${sign}`} />
      <div className="min-w-0">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={title ? "mt-0.5 text-sm" : ""}>{children}</div>}
      </div>
    </>
  );
}

/** A standing message in the page. For the answer to an action take Flash. */
export function Notice({ tone = "info", title, children }: Partial<NoticeBodyProps>) {
  return (
    <div className={noticeBox(tone)}>
      <NoticeBody tone={tone} title={title}>
        {children}
      </NoticeBody>
    </div>
  );
}
