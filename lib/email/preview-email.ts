import { PREVIEW_PROPS, type PreviewName } from "@/emails/preview-props";
import type { Brand } from "@/lib/brand/model";
import { appUrl } from "@/lib/url";
import type { Language } from "@/lib/vocabulary";
import type { PreviewScheme } from "./model";
import { type RenderEmailInput, type RenderedEmail, renderEmail } from "./render-email";

/** The emails that the preview shows, in the order of its list. */
export const PREVIEW_NAMES = Object.keys(PREVIEW_PROPS) as PreviewName[];

export const previewName = (text: string | null | undefined) => PREVIEW_NAMES.find((name) => name === text);

/** A sample of an email, made like the real ones, in the look of a brand. */
export async function previewEmail(
  name: PreviewName,
  language: Language,
  brand: Brand | null = null,
): Promise<RenderedEmail> {
  const { template, path, facts } = PREVIEW_PROPS[name];
  const urls = { actionUrl: appUrl(path), loginPageUrl: appUrl("/login") };
  return renderEmail({ template, language, brand, facts: { ...facts, ...urls } } as RenderEmailInput);
}

/** HTML as a mail program with light or dark colors shows it, whatever this browser prefers. */
export function inScheme(html: string, scheme: PreviewScheme): string {
  return html
    .replaceAll("(prefers-color-scheme: dark)", scheme === "dark" ? "all" : "not all")
    .replaceAll("color-scheme: light dark", `color-scheme: ${scheme}`);
}
