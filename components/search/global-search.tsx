"use client";

import { useRef } from "react";
import { followLink } from "@/components/ui/follow-link";
import { useShortcuts, useShortcutsOn } from "@/components/ui/use-shortcuts";
import { SearchBox } from "./search-box";

/** The search of the header; "/" puts the cursor there, or leads to its page where the header has no room for it. */
export function GlobalSearch({ tenantId }: { tenantId: number }) {
  const input = useRef<HTMLInputElement>(null);
  const on = useShortcutsOn();
  useShortcuts({
    "/": () => {
      if (!input.current?.checkVisibility()) return followLink(`/portal/${tenantId}/search`);
      input.current.focus();
      input.current.select();
    },
  });
  return (
    <SearchBox tenantId={tenantId} area="all" input={input} shortcut={on ? "/" : undefined}>
      {on && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-2.5 my-auto grid h-5.5 place-items-center rounded-sm border border-line px-1.5 font-sans text-muted text-xs"
        >
          /
        </span>
      )}
    </SearchBox>
  );
}
