"use client";

import { useEffect, useRef } from "react";
import { SearchBox } from "./search-box";

/** Whether a key belongs to what is being typed into. */
function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null;
  return element !== null && (element.isContentEditable || element.matches("input, textarea, select"));
}

/** The search of the header; "/" puts the cursor there. */
export function GlobalSearch({ tenantId }: { tenantId: number }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <SearchBox tenantId={tenantId} area="all" input={input} shortcut="/">
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 end-2.5 my-auto grid h-5.5 place-items-center rounded-sm border border-line px-1.5 font-sans text-muted text-xs"
      >
        /
      </span>
    </SearchBox>
  );
}
