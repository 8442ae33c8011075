"use client";

import { type ReactNode, useEffect, useRef } from "react";

type FocusOnMountProps = { role: "alert" | "status"; className: string; children: ReactNode };

/** A box that takes the focus when it appears: by `autofocus` in server-rendered HTML, by script after that. */
export function FocusOnMount({ role, className, children }: FocusOnMountProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/noAutofocus: news about what the person just did; without it the message is missed
    <div ref={box} role={role} tabIndex={-1} autoFocus className={className}>
      {children}
    </div>
  );
}
