"use client";

import { Keyboard } from "lucide-react";
import { useId, useRef } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { followLink } from "@/components/ui/follow-link";
import { MenuButton } from "@/components/ui/menu";
import { useHydrated } from "@/components/ui/use-hydrated";
import { switchShortcuts, useShortcuts, useShortcutsOn } from "@/components/ui/use-shortcuts";

/** One line of the sheet: what is pressed, what it does, and where it leads when it leads somewhere. */
export type Shortcut = { keys: string; label: string; href?: string };

const SHEET = "keyboard-shortcuts";

/** The focus goes to "Close", so that the next press of a key switches nothing off. */
function openSheet() {
  const sheet = document.querySelector<HTMLDialogElement>(`#${SHEET}`);
  sheet?.showModal();
  sheet?.querySelector("button")?.focus();
}

/** Opens "+ New" as its button does, with the first entry under the cursor keys. */
function openNew() {
  const button = document.querySelector<HTMLButtonElement>("[data-shortcut=n]");
  const panel = button && document.getElementById(button.getAttribute("popovertarget") ?? "");
  button?.focus();
  panel?.showPopover();
  panel?.querySelector<HTMLElement>("a[href]")?.focus();
}

/** The item in the user menu. It would be dead without scripts, and so would the shortcuts. */
export function ShortcutsEntry({ label }: { label: string }) {
  const hydrated = useHydrated();
  if (!hydrated) return null;
  return (
    <MenuButton
      type="button"
      aria-haspopup="dialog"
      onClick={(event) => {
        // Closed first, so that the focus comes back to the button of the menu.
        event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
        openSheet();
      }}
    >
      <Keyboard aria-hidden="true" />
      {label}
    </MenuButton>
  );
}

type KeyboardShortcutsProps = {
  shortcuts: readonly Shortcut[];
  words: Record<"title" | "switch" | "switchHint" | "close", string>;
};

/** Listens to the keys of the portal, and shows the sheet that lists them. */
export function KeyboardShortcuts({ shortcuts, words }: KeyboardShortcutsProps) {
  const on = useShortcutsOn();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const leading = shortcuts.flatMap(({ keys, href }) => (href ? [[keys, () => followLink(href)] as const] : []));
  useShortcuts({ ...Object.fromEntries(leading), "?": openSheet, n: openNew });
  return (
    <dialog
      ref={dialog}
      id={SHEET}
      aria-labelledby={`${id}-title`}
      className="modal w-[min(28rem,calc(100vw-2rem))] rounded-card border border-line bg-raised p-5 text-ink shadow-popup"
    >
      <h2 id={`${id}-title`} className="font-semibold text-lg tracking-tight">
        {words.title}
      </h2>
      <dl className="mt-3 divide-y divide-line">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className="flex items-center justify-between gap-4 py-1.5">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.split(" ").map((key) => (
                <kbd
                  key={key}
                  className="grid min-w-7 place-items-center rounded-sm border border-line-strong bg-sunken px-1.5 font-sans text-sm"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label htmlFor={`${id}-switch`} className="mt-3 flex items-start gap-2.5 border-line border-t pt-4 pb-1">
        <input
          id={`${id}-switch`}
          type="checkbox"
          checked={on}
          onChange={(event) => switchShortcuts(event.target.checked)}
          aria-describedby={`${id}-hint`}
          className="mt-[0.2rem] size-4.5 shrink-0"
        />
        {words.switch}
      </label>
      <p id={`${id}-hint`} className="ps-7 text-muted text-sm">
        {words.switchHint}
      </p>
      <div className="mt-4 flex justify-end">
        <button type="button" onClick={() => dialog.current?.close()} className={buttonStyle("secondary")}>
          {words.close}
        </button>
      </div>
    </dialog>
  );
}
