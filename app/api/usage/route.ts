import { AppError, type ErrorCode } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";
import { deliverAfterAnswer } from "@/lib/jobs/deliver-after-answer";
import { checkUsageKey } from "@/lib/quotas/check-usage-key";
import { recordUsage } from "@/lib/quotas/record-usage";
import { usageReportSchema } from "@/lib/quotas/schema";

const STATUS: Partial<Record<ErrorCode, number>> = { NOT_FOUND: 404, FORBIDDEN: 401, TOO_MANY_REQUESTS: 429 };

const answer = (body: object, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });

/** For a backup service: what each tenant uses, in bytes. docs/operations.md tells how. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { address } = await requestInfo();
    await checkUsageKey(request.headers.get("authorization"), address);
    // Undefined for what is no JSON. How long it may be holds lib/server/body-limits.ts.
    const report = usageReportSchema.safeParse(await request.json().catch(() => undefined));
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
