"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

/** In the browser's storage: people who use speech input turn single-key shortcuts off (WCAG 2.1.4). */
const STORED = "shortcuts";
const CHANGED = "shortcuts-changed";
/** How long after the first key of a pair the second one still belongs to it. */
const PAIR_MS = 1500;

function areOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** Switches all shortcuts on or off in this browser. */
export function switchShortcuts(on: boolean): void {
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, "off");
  } catch {
    // Without storage they stay as they are.
  }
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(onChange: () => void) {
  for (const name of [CHANGED, "storage"]) window.addEventListener(name, onChange);
  return () => {
    for (const name of [CHANGED, "storage"]) window.removeEventListener(name, onChange);
  };
}

/** Whether shortcuts act in this browser; false on the server and until scripts run. */
export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, areOn, () => false);
}

/** Whether a key belongs to what is being typed into, or to a dialog that is open. */
function isElsewhere({ target }: KeyboardEvent): boolean {
  const element = target instanceof HTMLElement ? target : null;
  const typing =
    element?.isContentEditable || element?.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  return Boolean(typing) || document.querySelector("dialog:modal") !== null;
}

/**
 * Acts on single keys and on pairs such as "g u", unless they are being typed into something.
 * @param actions by key; a Ctrl, Alt or Command held down makes it the browser's.
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    let first = { key: "", at: 0 };
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, defaultPrevented, timeStamp: at } = event;
      if (ctrlKey || metaKey || altKey || defaultPrevented || isElsewhere(event) || !areOn()) return;
      const pair = at - first.at < PAIR_MS ? latest.current[`${first.key} ${key}`] : undefined;
      const action = pair ?? latest.current[key];
      first = { key: action ? "" : key, at };
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
