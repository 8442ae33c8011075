import { readLogo } from "@/lib/brand/queries";

const FILE = /^([0-9a-f]{64})\.png$/;

/**
 * A picture of a brand, for anyone who has its address: it is on the sign-in page. What is at an address never changes.
 */
export async function GET(_request: Request, { params }: RouteContext<"/brand/logo/[file]">): Promise<Response> {
  const hash = FILE.exec((await params).file)?.[1];
  const png = hash ? await readLogo(hash) : null;
  const protective = { "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff" };
  if (!png) return new Response(null, { status: 404, headers: { ...protective, "Cache-Control": "no-store" } });
  return new Response(Buffer.from(png), {
    headers: {
      ...protective,
      "Content-Type": "image/png",
      "Content-Length": String(png.byteLength),
      "Cache-Control": "public, max-age=31536000, immutable",
    },
  });
}
