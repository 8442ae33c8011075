import { accentCss, previewCss } from "@/lib/brand/accent";

const FILE = /^(?:([0-9a-f]{6})(-preview)?|preview)\.css$/;

/**
 * The stylesheet that gives a page an accent, or the preview of one. It is made of its address and nothing else, so
 * that the Content-Security-Policy of pages needs no exception for chosen colors.
 */
export async function GET(_request: Request, { params }: RouteContext<"/brand/accent/[file]">): Promise<Response> {
  const match = FILE.exec((await params).file);
  const protective = { "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff" };
  if (!match) return new Response(null, { status: 404, headers: { ...protective, "Cache-Control": "no-store" } });
  const color = match[1] ? `#${match[1]}` : null;
  return new Response(color && !match[2] ? accentCss(color) : previewCss(color), {
    headers: {
      ...protective,
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    },
  });
}
