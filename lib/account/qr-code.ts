import { create } from "qrcode";
import type { QrCode } from "./model";

/** The light margin that the standard requires, in modules; without it many cameras find nothing. */
const QUIET_ZONE = 4;

/** A text as a QR code, drawn as one path: the page then needs neither an image nor a script. */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: "L" });
  const dots = Array.from(modules.data, (dark, index) => {
    const x = (index % modules.size) + QUIET_ZONE;
    const y = Math.floor(index / modules.size) + QUIET_ZONE;
    return dark ? `M${x} ${y}h1v1h-1z` : "";
  });
  return { size: modules.size + 2 * QUIET_ZONE, path: dots.join("") };
}
