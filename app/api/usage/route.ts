import { AppError, type ErrorCode } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";
import { deliverAfterAnswer } from "@/lib/jobs/deliver-after-answer";
import { checkUsageKey } from "@/lib/quotas/check-usage-key";
import { recordUsage } from "@/lib/quotas/record-usage";
import { usageReportSchema } from "@/lib/quotas/schema";

/** A thousand measurements take about 100 kB. */
const MAX_BODY_BYTES = 512 * 1024;
const STATUS: Partial<Record<ErrorCode, number>> = { NOT_FOUND: 404, FORBIDDEN: 401, TOO_MANY_REQUESTS: 429 };

const answer = (body: object, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });

/** For a backup service: what each tenant uses, in bytes. docs/operations.md tells how. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { address } = await requestInfo();
    await checkUsageKey(request.headers.get("authorization"), address);
    const body = await bodyOf(request);
    if (body.tooLarge) return answer({ error: "TOO_LARGE" }, 413);
    const report = usageReportSchema.safeParse(body.json);
    if (!report.success) {
      const issues = report.error.issues.slice(0, 20).map(({ path, message }) => ({ at: path.join("."), message }));
      return answer({ error: "INVALID", issues }, 400);
    }
    const result = await deliverAfterAnswer(() => recordUsage(report.data.measurements));
    return answer(result);
  } catch (error) {
    const status = error instanceof AppError ? STATUS[error.code] : undefined;
    if (!(error instanceof AppError) || status === undefined) throw error;
    const wait = error.values?.minutes;
    return answer(
      { error: error.code },
      status,
      wait === undefined ? {} : { "Retry-After": String(Number(wait) * 60) },
    );
  }
}

/** The body as JSON, undefined for what is none; read no further than it may be long. */
async function bodyOf(request: Request): Promise<{ tooLarge: true } | { tooLarge: false; json: unknown }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > MAX_BODY_BYTES) return { tooLarge: true };
    parts.push(part);
  }
  try {
    return { tooLarge: false, json: JSON.parse(Buffer.concat(parts).toString("utf8")) };
  } catch {
    return { tooLarge: false, json: undefined };
  }
}
