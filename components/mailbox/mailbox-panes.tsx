import type { ReactNode } from "react";

/** List and reading pane side by side; on narrow screens one of the two. */
export function MailboxPanes({ list, open, children }: { list: ReactNode; open: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(19rem,26rem)_minmax(0,1fr)]">
      <div className={`min-h-0 w-full flex-col border-line bg-raised lg:flex lg:border-e ${open ? "hidden" : "flex"}`}>
        {list}
      </div>
      <div className={`min-h-0 w-full min-w-0 flex-col lg:flex ${open ? "flex" : "hidden"}`}>{children}</div>
    </div>
  );
}
