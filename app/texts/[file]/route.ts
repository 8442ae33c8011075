import { textsFile } from "@/lib/i18n/script-texts";

/** Texts that scripts say, in one language. The address holds a hash of them, so that browsers keep the file. */
export async function GET(_request: Request, { params }: RouteContext<"/texts/[file]">): Promise<Response> {
  const file = await textsFile((await params).file);
  return new Response(file?.script ?? null, {
    status: file ? 200 : 404,
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": file?.current ? "public, max-age=31536000, immutable" : "no-store",
    },
  });
}
