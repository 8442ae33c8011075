"use client";

import { ChevronDown, SlidersHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useEffectEvent, useRef, useTransition } from "react";
import { Badge } from "./badge";
import { Button } from "./button";
import { Link, WaitingBar } from "./link";

/** After the last key, so that a word is looked for once and not letter by letter. */
const PAUSE_MS = 350;

type FilterBarProps = {
  /** The address of the list; the filter goes behind it. */
  action: string;
  words: { title: string; submit: string; reset: string };
  /** How many fields narrow the list down. */
  inForce: number;
  /** What the fields hold, by name; what is missing is empty. */
  values: Readonly<Record<string, string>>;
  children: ReactNode;
};

type Control = HTMLInputElement | HTMLSelectElement;

/**
 * One line of filters above a list. A plain GET form: the filter is in the address, which can be kept and shared. What is
 * chosen applies at once; without JavaScript, with a button. On narrow screens the line folds away (globals.css,
 * "filter-fold"), and says how many filters are set.
 */
export function FilterBar({ action, words, inForce, values, children }: FilterBarProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef<string>(undefined);

  // Back and "Clear filter" change the address without these fields; what is being typed stays.
  const known = useRef(values);
  useEffect(() => {
    if (known.current === values) return;
    known.current = values;
    asked.current = undefined;
    for (const control of controlsOf(form.current)) {
      const value = values[control.name] ?? "";
      const isAhead = control === document.activeElement && (typing.current || control.value.trim() === value);
      if (!isAhead && control.value !== value) control.value = value;
    }
  }, [values]);

  const apply = (how: "push" | "replace") => {
    clearTimeout(typing.current);
    typing.current = undefined;
    const pairs = controlsOf(form.current).flatMap(({ name, value }): [string, string][] =>
      value.trim() === "" ? [] : [[name, value.trim()]],
    );
    const query = String(new URLSearchParams(pairs));
    const href = query ? `${action}?${query}` : action;
    if (href === asked.current) return;
    asked.current = href;
    startTransition(() => router[how](href, { scroll: false }));
  };
  const applyAfterPause = (how: "push" | "replace") => {
    clearTimeout(typing.current);
    typing.current = setTimeout(apply, PAUSE_MS, how);
  };

  // What was chosen before this script arrived.
  const applyEarlier = useEffectEvent(() => {
    if (controlsOf(form.current).some(({ name, value }) => value !== (values[name] ?? ""))) apply("replace");
  });
  useEffect(() => {
    applyEarlier();
    return () => clearTimeout(typing.current);
  }, []);

  return (
    <details className="filter-fold group/fold no-print">
      <summary className="min-h-11 items-center gap-2.5 rounded-card border border-line bg-raised px-4 font-medium">
        <SlidersHorizontal aria-hidden="true" className="size-4 text-muted" />
        {words.title}
        {inForce > 0 && <Badge tone="accent">{inForce}</Badge>}
        <ChevronDown aria-hidden="true" className="ms-auto size-4 text-muted group-open/fold:rotate-180" />
      </summary>
      <form
        ref={form}
        method="get"
        action={action}
        aria-label={words.title}
        className="filter-bar"
        onSubmit={(event) => {
          event.preventDefault();
          apply("push");
        }}
        onChange={({ target }) => {
          const control: unknown = target;
          if (control instanceof HTMLSelectElement) apply("push");
          // Of one search only its first letter and its end are steps to go back to.
          else if (control instanceof HTMLInputElement) applyAfterPause(values[control.name] ? "replace" : "push");
        }}
      >
        {children}
        <noscript>
          <Button type="submit">{words.submit}</Button>
        </noscript>
        {inForce > 0 && (
          <Link href={action} prefetch={false} scroll={false} className="filter-reset">
            {words.reset}
            <Badge tone="accent">{inForce}</Badge>
          </Link>
        )}
      </form>
      <WaitingBar shown={pending} />
    </details>
  );
}

function controlsOf(form: HTMLFormElement | null): Control[] {
  return [...(form?.elements ?? [])].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && element.name !== "",
  );
}
