import {
  BRAND_LINKS,
  type BrandLink,
  type BrandTexts,
  isWordmark,
  type Logo,
  type LogoVariant,
  logoPath,
} from "@/lib/brand/model";

/** A picture to be shown: its address in this browser or on the server. */
export type Picture = { src: string; wordmark: boolean };

/** A brand as far as the preview shows it. */
export type PreviewedBrand = {
  productName: string;
  accent: string | null;
  /** Which links there are. */
  links: readonly BrandLink[];
  pictures: Partial<Record<LogoVariant, Picture>>;
};

/** The brand as the server has it. */
export function savedBrand(texts: BrandTexts | null, logos: Partial<Record<LogoVariant, Logo>>): PreviewedBrand {
  const picture = (logo: Logo) => ({ src: logoPath(logo), wordmark: isWordmark(logo) });
  return {
    productName: texts?.productName ?? "",
    accent: texts?.accent ?? null,
    links: BRAND_LINKS.filter((name) => texts?.[name]),
    pictures: {
      ...(logos.light && { light: picture(logos.light) }),
      ...(logos.dark && { dark: picture(logos.dark) }),
    },
  };
}
