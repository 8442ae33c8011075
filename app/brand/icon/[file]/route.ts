import { drawIcon, letterIcon } from "@/lib/brand/draw-icon";
import { readLogo } from "@/lib/brand/queries";

const PICTURE = /^([0-9a-f]{64})\.png$/;
const LETTER = /^(?:([0-9a-f]{6})-)?u([0-9a-f]{1,6})\.svg$/;

/** The icon of a brand: its picture, or the first letter of its name in its color. What is at an address never changes. */
export async function GET(_request: Request, { params }: RouteContext<"/brand/icon/[file]">): Promise<Response> {
  const { file } = await params;
  const icon = (await pictureOf(PICTURE.exec(file))) ?? letterOf(LETTER.exec(file));
  const protective = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
  };
  if (!icon) return new Response(null, { status: 404, headers: { ...protective, "Cache-Control": "no-store" } });
  return new Response(icon.body, {
    headers: { ...protective, "Content-Type": icon.type, "Cache-Control": "public, max-age=31536000, immutable" },
  });
}

async function pictureOf(match: RegExpExecArray | null) {
  const png = match?.[1] ? await readLogo(match[1]) : null;
  return png && { body: Buffer.from(await drawIcon(png)), type: "image/png" };
}

function letterOf(match: RegExpExecArray | null) {
  const svg = match?.[2] ? letterIcon(match[1] ? `#${match[1]}` : null, Number.parseInt(match[2], 16)) : null;
  return svg && { body: svg, type: "image/svg+xml; charset=utf-8" };
}
