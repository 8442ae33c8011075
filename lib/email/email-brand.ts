import type { EmailBrand } from "@/emails/brand";
import { OWN_SHADES, shadesOf } from "@/lib/accent/schema";
import type { Brand } from "@/lib/brand/schema";
import { defuseName } from "./defuse-name";
import type { Translator } from "./render-email";

/** A brand as the templates take it. */
export function emailBrand(t: Translator, brand: Brand | null | undefined): EmailBrand {
  const { light, dark } = brand?.accent ? shadesOf(brand.accent) : OWN_SHADES;
  const href = brand?.supportLink;
  return {
    productName: brand ? defuseName(brand.productName) : t("common.productName"),
    accent: { light: light.accent, onLight: light.contrast, dark: dark.accent, onDark: dark.contrast },
    support: href ? { label: t("emails.support"), href, text: href.replace(/^mailto:/, "") } : null,
  };
}

/**
 * The sender of an email: the configured address, under the product's name of the brand. The name is quoted, so that nothing in
 * it is read as an address.
 * @param from EMAIL_FROM, as `Name <address>` or an address alone.
 */
export function senderOf(from: string, brand: Brand | null | undefined): string {
  if (!brand) return from;
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  return `"${brand.productName.replace(/["\\]/g, "\\$&")}" <${address}>`;
}
