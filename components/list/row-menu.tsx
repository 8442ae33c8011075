"use client";

import { type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Link } from "@/components/ui/link";
import { menuStep } from "@/components/ui/menu";
import type { Row, RowMenuWords } from "./model";

const TRIGGER = "a.more";

type RowMenuApi = {
  /** Opens the menu when the click was on "⋯"; true when it was. */
  onClick: (event: MouseEvent) => boolean;
  onTriggerKey: (event: KeyboardEvent) => void;
  onPointerDown: (event: PointerEvent) => void;
  panel: ReactNode;
};

const triggerAt = ({ target }: { target: EventTarget }) =>
  target instanceof Element ? target.closest<HTMLElement>(TRIGGER) : null;

/** One menu for all rows, filled from the row whose "⋯" opens it. The browser closes it, and gives the focus back. */
export function useRowMenu(menu: RowMenuWords | undefined, rows: readonly Row[]): RowMenuApi {
  const panel = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLElement | null>(null);
  const closes = useRef<HTMLElement | null>(null);
  const [row, setRow] = useState<Row>();
  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>("a[href]") ?? [])];
  const isOpen = () => panel.current?.matches(":popover-open") ?? false;

  const open = (from: HTMLElement, last: boolean) => {
    const place = from.closest("tr")?.sectionRowIndex;
    flushSync(() => setRow(place === undefined ? undefined : rows[place]));
    trigger.current = from;
    // What has the focus now gets it back; clicked links don't have it in every browser.
    from.focus();
    panel.current?.showPopover?.({ source: from });
    const all = items();
    (last ? all.at(-1) : all[0])?.focus();
  };
  const onPointerDown = (event: PointerEvent) => {
    // The browser closes the menu before the click on its own "⋯" arrives, which is meant to close it.
    closes.current = isOpen() && triggerAt(event) === trigger.current ? trigger.current : null;
  };
  const onClick = (event: MouseEvent) => {
    const from = menu && triggerAt(event);
    if (!from || event.metaKey || event.ctrlKey || event.shiftKey) return false;
    event.preventDefault();
    if (closes.current !== from) open(from, false);
    closes.current = null;
    return true;
  };
  const onTriggerKey = (event: KeyboardEvent) => {
    const from = menu && triggerAt(event);
    if (!from || !["ArrowDown", "ArrowUp", " "].includes(event.key)) return;
    event.preventDefault();
    open(from, event.key === "ArrowUp");
  };
  const onPanelKey = (event: KeyboardEvent) => {
    if (event.key === "Tab") return panel.current?.hidePopover();
    const all = items();
    const target = menuStep(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (target === undefined || all.length === 0) return;
    event.preventDefault();
    all[target]?.focus();
  };

  return {
    onClick,
    onTriggerKey,
    onPointerDown,
    panel: menu && (
      <div
        ref={panel}
        popover="auto"
        role="menu"
        aria-label={trigger.current?.ariaLabel ?? menu.head}
        onKeyDown={onPanelKey}
        onToggle={({ newState }) => trigger.current?.setAttribute("aria-expanded", String(newState === "open"))}
        className="popup min-w-52 rounded-card border border-line bg-raised p-1.5 shadow-popup"
      >
        {row && <Items menu={menu} row={row} onChoice={() => panel.current?.hidePopover?.()} />}
      </div>
    ),
  };
}

/** What the menu offers for a row: label and address of each action. */
export function actionsOf({ items }: RowMenuWords, row: Row): (readonly [label: string, href: string])[] {
  const bits = Number(row.at(-1));
  return items
    .filter((_item, index) => bits & (1 << index))
    .map(([label, href]) => [label, href.replace("#", String(row[0]))]);
}

function Items({ menu, row, onChoice }: { menu: RowMenuWords; row: Row; onChoice: () => void }) {
  return actionsOf(menu, row).map(([label, href]) => (
    <Link key={label} role="menuitem" href={href} prefetch={false} onClick={onChoice} className="menu-item">
      {label}
    </Link>
  ));
}
