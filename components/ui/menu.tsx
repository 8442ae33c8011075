"use client";

import { type ComponentProps, type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { Link } from "./link";

/** A link in a Menu. */
export function MenuLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className="menu-item" />;
}

/** A button in a Menu, usually the submit button of a small form. */
export function MenuButton({ type = "submit", ...props }: ComponentProps<"button">) {
  return <button {...props} type={type} className="menu-item" />;
}

/** A line between groups of items. */
export function MenuSeparator() {
  return <hr className="my-1.5 border-line" />;
}

type MenuProps = {
  /** What the button shows, and its name: a sign alone wants visually hidden text beside it. */
  trigger: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  /** The key that opens it, for the code that listens to keys. */
  shortcut?: string;
  children: ReactNode;
};

/** Where the arrow keys, Home and End lead from the item at `index` of `count`; undefined for other keys. */
export function menuStep(key: string, index: number, count: number): number | undefined {
  if (key === "ArrowDown") return (index + 1) % count;
  if (key === "ArrowUp") return (index <= 0 ? count : index) - 1;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}

/**
 * A button that opens a panel of links and buttons. The browser's own popover opens it, closes it on Escape or a click
 * elsewhere and gives the focus back, all without JavaScript; JavaScript adds the arrow keys and closing on a choice.
 */
export function Menu({ trigger, variant = "secondary", size, className, shortcut, children }: MenuProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>("a[href], button:not(:disabled)") ?? [])];

  const onPanelKey = (event: KeyboardEvent) => {
    const all = items();
    const target = menuStep(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (target === undefined || all.length === 0) return;
    event.preventDefault();
    all[target]?.focus();
  };
  const onTriggerKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    panel.current?.showPopover?.();
    const all = items();
    all[event.key === "ArrowDown" ? 0 : all.length - 1]?.focus();
  };
  const onPanelClick = (event: MouseEvent) => {
    if ((event.target as Element).closest("a[href]")) panel.current?.hidePopover?.();
  };

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        data-shortcut={shortcut}
        onKeyDown={onTriggerKey}
        className={buttonStyle(variant, size, className)}
      >
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only adds arrow keys between the real links and buttons in it */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        onKeyDown={onPanelKey}
        onClick={onPanelClick}
        className="popup min-w-52 rounded-card border border-line bg-raised p-1.5 shadow-popup"
      >
        {children}
      </div>
    </>
  );
}
