import type { ReactNode } from "react";
import { FocusOnMount } from "./focus-on-mount";
import { NoticeBody, type NoticeTone, noticeBox } from "./notice";

type FlashProps = { tone?: NoticeTone; title?: ReactNode; children?: ReactNode; undo?: ReactNode };

/**
 * What an action did, on the page that follows it: announced, and focused so that reading goes on from there.
 * @param undo a form that takes it back.
 */
export function Flash({ tone = "success", title, children, undo }: FlashProps) {
  return (
    <FocusOnMount role="status" className={noticeBox(tone)}>
      <NoticeBody tone={tone} title={title}>
        {children}
      </NoticeBody>
      {undo && <div className="ms-auto shrink-0 self-center">{undo}</div>}
    </FocusOnMount>
  );
}
