import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { SET_UP_PATH } from "@/lib/auth/after-sign-in";
import { countRefusalOf } from "@/lib/counters";
import { AppError } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";
import { textStream } from "@/lib/http/text-stream";

const STATUS: Partial<Record<AppError["code"], number>> = { FORBIDDEN: 403, SELF_MANAGED: 403, NOT_FOUND: 404 };

/** What the user has to do first, and where. */
const FIRST: Partial<Record<AppError["code"], string>> = {
  SIGNED_OUT: "/login",
  TWO_FACTOR_DUE: SET_UP_PATH,
  EULA_CHANGED: "/eula",
};

/**
 * Responds with a CSV file. Users who have to sign in or accept the agreement first are sent there and then to the
 * list, which is one step above the file.
 * @param make the pieces of the file, its name, and the day on which it is made where the user is.
 */
export async function csvAnswer(
  request: NextRequest,
  make: () => Promise<{ name: string; day: string; csv: AsyncGenerator<string> }>,
): Promise<Response> {
  try {
    const { name, day, csv } = await make();
    return new Response(textStream(csv), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}-${day}.csv"`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const first = FIRST[error.code];
    if (first) {
      const list = request.nextUrl.pathname.replace(/\/[^/]+$/, "") + request.nextUrl.search;
      redirect(`${first}?next=${encodeURIComponent(list)}`);
    }
    const status = STATUS[error.code];
    if (status === undefined) throw error;
    await countRefusalOf(error.code, requestInfo);
    return new Response(null, { status, headers: { "Cache-Control": "private, no-store" } });
  }
}
