import { create } from "qrcode";
import { qrCode } from "@/lib/account/qr-code";

/** The squares that the path draws, as the renderer of the page would read them. */
function squares(path: string): Set<string> {
  return new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`));
}

test("draws each dark module once, inside a margin of four", () => {
  const text = "otpauth://totp/Backstay:anna%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Backstay";
  const { size, path } = qrCode(text);
  const { modules } = create(text, { errorCorrectionLevel: "L" });
  expect(size).toBe(modules.size + 8);
  const expected = new Set<string>();
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) expected.add(`${x + 4},${y + 4}`);
  }
  expect(squares(path)).toEqual(expected);
});
