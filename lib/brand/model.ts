/** A picture of a brand. Its address is made of its hash, so it can be cached forever. */
export type Logo = { hash: string; width: number; height: number };

/** How pages and emails look to a user. Without one, they look like Backstay itself. */
export type Brand = {
  productName: string;
  accent: string | null;
  supportLink: string | null;
  imprintLink: string | null;
  termsLink: string | null;
  privacyLink: string | null;
  logo: Logo | null;
  /** For dark pages; if it is missing, the other one is shown there on a light plate. */
  darkLogo: Logo | null;
};

export const LOGO_VARIANTS = ["light", "dark"] as const;
export type LogoVariant = (typeof LOGO_VARIANTS)[number];

/** What may happen to a picture, as the audit log says it. */
export const LOGO_CHANGES = ["logo_added", "logo_replaced", "logo_removed"] as const;

export const PRODUCT_NAME_MAX_CHARACTERS = 60;
/** Of one file. Two of them and the form stay well within what the server takes (next.config.ts). */
export const LOGO_MAX_BYTES = 1024 * 1024;
/** What browsers offer to choose; what a file really is, its bytes tell. */
export const LOGO_TYPES = "image/png,image/jpeg,image/webp,.png,.jpg,.jpeg,.webp";

/** The links below pages and emails, in the order of showing, by the names of their fields. */
export const BRAND_LINKS = ["supportLink", "imprintLink", "termsLink", "privacyLink"] as const;
export type BrandLink = (typeof BRAND_LINKS)[number];

/** A wide picture is a name in letters and is shown alone; others have the product's name beside them. */
export function isWordmark({ width, height }: Pick<Logo, "width" | "height">): boolean {
  return width >= height * 1.8;
}

export const logoPath = ({ hash }: Logo) => `/brand/logo/${hash}.png`;
export const accentPath = (color: string) => `/brand/accent/${color.slice(1)}.css`;
export const previewPath = (color: string | null) =>
  `/brand/accent/${color === null ? "" : `${color.slice(1)}-`}preview.css`;

/** On the icon of a brand whose name has neither letter nor digit. */
const NO_LETTER = "\u2022";

/** The icons of a page's tab and of its place on a telephone's screen; the latter only where there is a picture to make it of. */
export function pageIcons(brand: Brand | null) {
  if (!brand) return { icon: { url: "/icon.svg", type: "image/svg+xml" }, apple: "/apple-icon.png" };
  const picture = brand.logo ?? brand.darkLogo;
  const drawn = picture && `/brand/icon/${picture.hash}.png`;
  const letter = (/[\p{L}\p{N}]/u.exec(brand.productName)?.[0] ?? NO_LETTER).toUpperCase().codePointAt(0);
  const lettered = `/brand/icon/${brand.accent ? `${brand.accent.slice(1)}-` : ""}u${letter?.toString(16)}.svg`;
  return {
    icon:
      drawn && picture && !isWordmark(picture)
        ? { url: drawn, type: "image/png" }
        : { url: lettered, type: "image/svg+xml" },
    ...(drawn && { apple: drawn }),
  };
}

/** How a host name is known to be a brand's own: by a record in DNS, by the provider, or because it was there before that was asked. */
export type HostProof = "dns" | "provider" | "earlier";

/** A TXT record, as it is entered where the domain is managed. */
export type HostRecord = { name: string; value: string };

/** The host name of a brand, and whether it shows it; `proven` is null while nothing proves it. */
export type BrandHost = { name: string; record: HostRecord; proven: { by: HostProof; at: Date } | null };

/** What a brand says in words: everything but its pictures. */
export type BrandTexts = Pick<Brand, "productName" | "accent" | BrandLink> & { hostName: string | null };
