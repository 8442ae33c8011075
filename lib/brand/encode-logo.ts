import { createHash } from "node:crypto";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { Logo } from "./model";

export type EncodedLogo = Logo & { png: Uint8Array };

/** Three times the largest that a page shows, for the sharpest screens. */
const MAX_WIDTH = 640;
const MAX_HEIGHT = 144;
const MIN_SIDE = 24;
/** A few kilobytes can hold a picture that fills the memory: more than this is never unpacked. */
const MAX_PIXELS = 24_000_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/**
 * Reads an uploaded picture and redraws it as a PNG of bounded size: what is served later holds only what was visible
 * in the file.
 * @throws AppError LOGO_SVG, LOGO_FORMAT, LOGO_PIXELS, LOGO_TOO_SMALL, LOGO_DAMAGED, each without a field.
 */
export async function encodeLogo(bytes: Uint8Array): Promise<EncodedLogo> {
  const refused = refusalOf(bytes);
  if (refused) throw new AppError(refused);
  // Loaded on first use: few processes ever draw one, and the library is native code.
  const { default: sharp } = await import("sharp");
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", pages: 1 });
  const { autoOrient } = await picture.metadata().catch(drawingRefused);
  if (autoOrient.width * autoOrient.height > MAX_PIXELS) throw new AppError("LOGO_PIXELS");
  if (Math.min(autoOrient.width, autoOrient.height) < MIN_SIDE) throw new AppError("LOGO_TOO_SMALL");
  const { data, info } = await picture
    .autoOrient()
    .resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: "inside", withoutEnlargement: true })
    .toColorspace("srgb")
    .png({ compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true })
    .catch(drawingRefused);
  const png = new Uint8Array(data);
  return { hash: createHash("sha256").update(png).digest("hex"), width: info.width, height: info.height, png };
}

/** By what the file is, not by its name: only these three reach the decoders. */
function refusalOf(bytes: Uint8Array): ErrorCode | null {
  const has = (signature: readonly number[], at = 0) => signature.every((byte, index) => bytes[at + index] === byte);
  if (has(PNG) || has(JPEG) || (has(RIFF) && has(WEBP, 8))) return null;
  const beginning = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /<svg|<\?xml/i.test(beginning) ? "LOGO_SVG" : "LOGO_FORMAT";
}

function drawingRefused(error: unknown): never {
  const tooLarge = error instanceof Error && /pixel limit/i.test(error.message);
  throw new AppError(tooLarge ? "LOGO_PIXELS" : "LOGO_DAMAGED");
}
