import { headers } from "next/headers";
import { getLocale, getNow, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import { preinit } from "react-dom";
import { ScriptTexts } from "@/components/texts/script-texts";
import { type TextPart, textsAddress } from "@/lib/i18n/script-texts";

/** For a page or layout whose scripts have texts of their own: brings them, without writing them into the page. */
export async function PartTexts({ part, children }: { part: TextPart; children: ReactNode }) {
  const [locale, timeZone, now, list] = await Promise.all([getLocale(), getTimeZone(), getNow(), headers()]);
  const address = await textsAddress(part, locale);
  preinit(address, { as: "script", nonce: list.get("x-nonce") ?? undefined });
  return <ScriptTexts {...{ address, locale, timeZone, now }}>{children}</ScriptTexts>;
}
