"use client";

import { type Locale, NextIntlClientProvider } from "next-intl";
import { createContext, type ReactNode, use, useMemo } from "react";
import { loadedTexts, type ScriptTexts as Texts } from "@/lib/i18n/model";

/** What the parts of the page above have brought. */
const Above = createContext<Texts>({});

/** Files on their way. One that did not come is asked for again the next time. */
const loading = new Map<string, Promise<Texts>>();

function load(address: string): Promise<Texts> {
  const coming =
    loading.get(address) ??
    new Promise<Texts>((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(loadedTexts()[address] ?? {});
      script.onerror = () => {
        loading.delete(address);
        reject(new Error(`the texts at ${address} did not come`));
      };
      document.head.append(script);
    });
  loading.set(address, coming);
  return coming;
}

type ScriptTextsProps = { address: string; locale: Locale; timeZone: string; now: Date; children: ReactNode };

/**
 * Gives the client components below their texts, besides those of the parts above: from a file that the browser keeps,
 * named by its address alone. A page that has it already, as nearly all do, waits for nothing.
 */
export function ScriptTexts({ address, locale, timeZone, now, children }: ScriptTextsProps) {
  const above = use(Above);
  const own = loadedTexts()[address] ?? use(load(address));
  const texts = useMemo(() => ({ ...above, ...own }), [above, own]);
  return (
    <Above value={texts}>
      <NextIntlClientProvider locale={locale} timeZone={timeZone} now={now} messages={texts}>
        {children}
      </NextIntlClientProvider>
    </Above>
  );
}
