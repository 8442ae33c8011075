import type { EmailBrand } from "@/emails/brand";
import { OWN_SHADES, shadesOf } from "@/lib/brand/accent";
import { type Brand, isWordmark, logoPath } from "@/lib/brand/model";
import { addressOfMailLink } from "@/lib/fields/email-address";
import type { Sender } from "@/lib/fields/sender";
import { defuseName } from "./defuse-name";
import type { Translator } from "./render-email";

/** The largest that an email shows a logo, in CSS pixels. Files have up to three times as many, for sharp screens. */
const LOGO_MAX_WIDTH = 200;
const LOGO_MAX_HEIGHT = 40;

/**
 * A brand as the templates take it.
 * @param ownUrl an address of this installation, below which the logo is served.
 */
export function emailBrand(t: Translator, brand: Brand | null | undefined, ownUrl: string): EmailBrand {
  const { light, dark } = brand?.accent ? shadesOf(brand.accent) : OWN_SHADES;
  const href = brand?.supportLink;
  return {
    productName: brand ? defuseName(brand.productName) : t("common.productName"),
    logo: emailLogo(brand, ownUrl),
    accent: { light: light.accent, onLight: light.contrast, dark: dark.accent, onDark: dark.contrast },
    support: href
      ? { label: t("emails.support"), href, text: /^mailto:/.test(href) ? addressOfMailLink(href) : href }
      : null,
  };
}

/** The same picture as on pages; if there are two, the one for light backgrounds, since it is on a white plate. */
function emailLogo(brand: Brand | null | undefined, ownUrl: string): EmailBrand["logo"] {
  const picture = brand?.logo ?? brand?.darkLogo;
  if (!picture) return null;
  const scale = Math.min(1, LOGO_MAX_WIDTH / picture.width, LOGO_MAX_HEIGHT / picture.height);
  return {
    src: new URL(logoPath(picture), ownUrl).href,
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
    alone: isWordmark(picture),
  };
}

/** The sender of an email: the configured address, under the product's name of the brand. */
export function senderOf(from: Sender, brand: Brand | null | undefined): Sender {
  return brand ? { ...from, name: brand.productName } : from;
}
