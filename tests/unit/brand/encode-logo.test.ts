import { deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { encodeLogo } from "@/lib/brand/encode-logo";
import { refusal } from "../../support/inspect";

/** A picture of one color with a corner in another. */
const drawing = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 10, g: 90, b: 112, alpha: 1 } } });

const bytesOf = async (picture: Sharp) => new Uint8Array(await picture.toBuffer());
const contains = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text);

test.each(["png", "jpeg", "webp"] as const)("a %s becomes a PNG that says its size and its hash", async (format) => {
  const logo = await encodeLogo(await bytesOf(drawing(300, 60).toFormat(format)));
  expect(logo).toMatchObject({ width: 300, height: 60, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await sharp(logo.png).metadata()).toMatchObject({ format: "png", width: 300, height: 60 });
});

test("the same picture has the same hash, another one has another", async () => {
  const [one, same, other] = await Promise.all(
    [drawing(100, 50), drawing(100, 50), drawing(100, 51)].map(async (each) => encodeLogo(await bytesOf(each.png()))),
  );
  expect(one?.hash).toBe(same?.hash);
  expect(one?.hash).not.toBe(other?.hash);
});

test("it keeps transparency and becomes no larger than pages need", async () => {
  const clear = sharp({
    create: { width: 3000, height: 1500, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  });
  const logo = await encodeLogo(await bytesOf(clear.png()));
  expect(logo).toMatchObject({ width: 288, height: 144 });
  expect((await sharp(logo.png).stats()).isOpaque).toBe(false);
});

test("nothing of the file is left but what can be seen: no metadata, no place, no program behind the picture", async () => {
  const marked = await bytesOf(
    drawing(200, 80)
      .jpeg()
      .withExif({ IFD0: { Copyright: "secret-copyright" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } }),
  );
  const polyglot = new Uint8Array([...marked, ...Buffer.from("<script>alert('secret-script')</script>")]);
  expect(contains(polyglot, "secret-copyright")).toBe(true);
  const { png } = await encodeLogo(polyglot);
  for (const text of ["secret-copyright", "secret-script", "Exif", "eXIf", "<script"])
    expect(contains(png, text)).toBe(false);
  expect(await sharp(png).metadata()).not.toHaveProperty("exif");
});

test("a photo that its metadata rotates is really rotated", async () => {
  const turned = await bytesOf(drawing(200, 80).jpeg().withMetadata({ orientation: 6 }));
  expect(await encodeLogo(turned)).toMatchObject({ width: 58, height: 144 });
});

const refused = (bytes: Uint8Array | string) =>
  refusal(encodeLogo(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes));

test.each([
  ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "LOGO_SVG"],
  ['<?xml version="1.0"?><!DOCTYPE svg><svg/>', "LOGO_SVG"],
  ["\ufeff<!-- x --><SVG/>", "LOGO_SVG"],
  ["GIF89a\x01\x00\x01\x00", "LOGO_FORMAT"],
  ["%PDF-1.7", "LOGO_FORMAT"],
  ["just words", "LOGO_FORMAT"],
  ["", "LOGO_FORMAT"],
])("%p is refused as %s", async (text, code) => expect(await refused(text)).toEqual({ code }));

test("a file of another kind is refused by its bytes, whatever sharp could do with it", async () => {
  expect(await refused(await bytesOf(drawing(100, 100).gif()))).toEqual({ code: "LOGO_FORMAT" });
  expect(await refused(await bytesOf(drawing(100, 100).tiff()))).toEqual({ code: "LOGO_FORMAT" });
});

test("a damaged file is refused: cut short, or with nothing behind its first bytes", async () => {
  const whole = await bytesOf(drawing(400, 200).jpeg());
  expect(await refused(whole.subarray(0, whole.length / 2))).toEqual({ code: "LOGO_DAMAGED" });
  expect(await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toEqual({
    code: "LOGO_DAMAGED",
  });
});

test("a picture too small to be sharp is refused", async () => {
  expect(await refused(await bytesOf(drawing(400, 20).png()))).toEqual({ code: "LOGO_TOO_SMALL" });
});

test("a bomb is refused before it is unpacked: a small file that claims 100 million pixels", async () => {
  const bomb = pngOf(10_000, 10_000);
  expect(bomb.length).toBeLessThan(200_000);
  expect(await refused(bomb)).toEqual({ code: "LOGO_PIXELS" });
  // Far beyond what fits any memory.
  expect(await refused(pngOf(60_000, 60_000, 10))).toEqual({ code: "LOGO_PIXELS" });
});

/** A PNG of gray zeros, by hand: the encoder would take as long as unpacking does. */
function pngOf(width: number, height: number, rows = height): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const pixels = deflateSync(Buffer.alloc((width + 1) * rows));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]),
  );
}

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
