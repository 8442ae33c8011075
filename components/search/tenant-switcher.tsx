"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { SearchBox } from "./search-box";

/** "Go to a company": type to find any at or below the reader's own. The browser's own popover opens it, also without scripts. */
export function TenantSwitcher({ tenantId }: { tenantId: number }) {
  const t = useTranslations("search");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonStyle("ghost", "sm", "first:-ms-2.5")}>
        <ChevronsUpDown aria-hidden="true" />
        {t("switch")}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only closes when one of the real links in it is followed */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: following a link by key is a click as well */}
      <div
        id={id}
        popover="auto"
        onToggle={(event) => event.newState === "open" && input.current?.focus()}
        onClick={(event) => (event.target as Element).closest("a") && event.currentTarget.hidePopover?.()}
        className="popup w-80 overflow-visible! rounded-card border border-line bg-raised p-2 shadow-popup"
      >
        <SearchBox tenantId={tenantId} area="tenants" input={input} />
      </div>
    </>
  );
}
