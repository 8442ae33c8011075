"use client";

import { type Locale, NextIntlClientProvider } from "next-intl";
import { createContext, type ReactNode, use, useMemo } from "react";
import { loadedTexts, type ScriptTexts as Texts } from "@/lib/i18n/model";

/** What the parts of the page above have brought. */
const Above = createContext<Texts>({});

/** How long to wait before a file that failed is requested again: React would ask at once, over and over. */
const PAUSE_MS = 2000;

/** The promise of the texts at an address, for `use`. */
const known = new Map<string, Promise<Texts>>();

function textsAt(address: string): Promise<Texts> {
  const before = known.get(address);
  if (before) return before;
  const there = loadedTexts()[address];
  // With its state and value a promise is read at once, without waiting for a turn.
  const texts = there ? Object.assign(Promise.resolve(there), { status: "fulfilled", value: there }) : load(address);
  known.set(address, texts);
  return texts;
}

function load(address: string): Promise<Texts> {
  return new Promise<Texts>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(loadedTexts()[address] ?? {});
    script.onerror = () => {
      setTimeout(() => known.delete(address), PAUSE_MS);
      reject(new Error(`the texts at ${address} did not come`));
    };
    document.head.append(script);
  });
}

type ScriptTextsProps = { address: string; locale: Locale; timeZone: string; now: Date; children: ReactNode };

/**
 * Gives the client components below their texts, besides those of the parts above: from a file that the browser keeps,
 * named by its address alone. A page that has it already, as nearly all do, waits for nothing.
 */
export function ScriptTexts({ address, locale, timeZone, now, children }: ScriptTextsProps) {
  const above = use(Above);
  // Never skip this call: after waiting for the texts, React counts on the same hooks in the same order.
  const own = use(textsAt(address));
  const texts = useMemo(() => ({ ...above, ...own }), [above, own]);
  return (
    <Above value={texts}>
      <NextIntlClientProvider locale={locale} timeZone={timeZone} now={now} messages={texts}>
        {children}
      </NextIntlClientProvider>
    </Above>
  );
}
