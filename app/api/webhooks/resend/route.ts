import { countRefusal } from "@/lib/counters";
import { readResendEvent, recordResendEvent } from "@/lib/email/resend-events";
import { AppError } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";

const answer = (status: number, error?: string) =>
  Response.json(error ? { error } : {}, { status, headers: { "Cache-Control": "no-store" } });

/** Resend reports here what happened to an email. Set-up: docs/operations.md; the size limit: lib/server/body-limits.ts. */
export async function POST(request: Request): Promise<Response> {
  try {
    const event = readResendEvent(await request.text(), request.headers);
    await recordResendEvent(event);
    // Also when it was none of ours: anything else would be sent again.
    return answer(200);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "NOT_FOUND") return answer(404, error.code);
    countRefusal("wrong_key", await requestInfo());
    return answer(401, error.code);
  }
}
