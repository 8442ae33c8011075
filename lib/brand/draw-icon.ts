import { OWN_SHADES, shadesOf } from "@/lib/brand/accent";

const SIDE = 180;
const MARGIN = 20;
const WHITE = "#ffffff";

/** A logo on a white plate of the size that telephones want, which is seen on tabs of any color. */
export async function drawIcon(png: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const inner = SIDE - 2 * MARGIN;
  const icon = await sharp(png)
    .flatten({ background: WHITE })
    .resize({ width: inner, height: inner, fit: "contain", background: WHITE })
    .extend({ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, background: WHITE })
    .removeAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer();
  return new Uint8Array(icon);
}

/** A letter or digit on a tile of an accent, light or dark like the browser; null for any other sign. */
export function letterIcon(accent: string | null, codePoint: number): string | null {
  const letter = codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "";
  // Nothing that means anything in markup, and nothing that joins with its neighbors.
  if (!/^[\p{L}\p{N}\u2022]$/u.test(letter)) return null;
  const { light, dark } = accent === null ? OWN_SHADES : shadesOf(accent);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>
rect{fill:${light.accent}}text{fill:${light.contrast}}
@media(prefers-color-scheme:dark){rect{fill:${dark.accent}}text{fill:${dark.contrast}}}
</style><rect width="32" height="32" rx="7"/><text x="16" y="16" dy=".36em" text-anchor="middle" font-family="system-ui,sans-serif" font-size="20" font-weight="600">${letter}</text></svg>`;
}
