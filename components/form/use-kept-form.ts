"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { SECRET_FIELD } from "@/lib/form/model";

/** What a form in several steps holds between them: the current step, and what was typed so far. */
export type Draft = { step: number; values: Record<string, string> };

/** On the server there is no layout to wait for, and React says so. */
const useBrowserEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

/** The text fields as they are; neither React's own nor secrets. */
function valuesOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && !entry[0].startsWith("$") && !SECRET_FIELD.test(entry[0]),
  );
  return Object.fromEntries(entries);
}

function readDraft(key: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    const { step, values } = (draft ?? {}) as Partial<Draft>;
    const texts = values && Object.values(values).every((value) => typeof value === "string");
    return typeof step === "number" && Number.isInteger(step) && texts ? { step, values } : null;
  } catch {
    // Storage that is switched off, or holds what another version wrote: the form begins empty.
    return null;
  }
}

function writeDraft(key: string, draft: Draft | null): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // Full or switched off: the form works, and only a reload would cost what was typed.
  }
}

/**
 * Keeps what is typed into a form in this browser tab, so that a reload or signing in again loses nothing. The form is
 * in `frame` and takes `generation` as its key, so that fields with another initial value are created again.
 * @param key says whose form it is and of what.
 * @returns `draft` is null on the server, without JavaScript and until it runs.
 */
export function useKeptForm(key: string) {
  const frame = useRef<HTMLDivElement>(null);
  const fresh = useRef<Draft>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [restored, setRestored] = useState(false);
  const [generation, setGeneration] = useState(0);
  const form = () => frame.current?.querySelector("form") ?? null;

  useBrowserEffect(() => {
    const element = form();
    fresh.current = element && { step: 0, values: valuesOf(element) };
    const kept = readDraft(key);
    setDraft(kept ?? fresh.current);
    setRestored(kept !== null);
    if (kept) setGeneration((count) => count + 1);
  }, [key]);

  return {
    frame,
    draft,
    generation,
    /** Whether the form began with what was typed before. */
    restored,
    /** Goes to a step, with what has been typed by now. */
    goTo(step: number) {
      const element = form();
      if (!element) return;
      const next = { step, values: valuesOf(element) };
      writeDraft(key, next);
      setDraft(next);
    },
    /** After a change in a field. */
    keep() {
      const element = form();
      if (element && draft) writeDraft(key, { step: draft.step, values: valuesOf(element) });
    },
    forget: () => writeDraft(key, null),
    startOver() {
      writeDraft(key, null);
      setDraft(fresh.current);
      setRestored(false);
      setGeneration((count) => count + 1);
    },
  };
}

export type KeptForm = ReturnType<typeof useKeptForm>;
