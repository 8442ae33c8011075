import { createHash, timingSafeEqual } from "node:crypto";
import { byAddress, countAttempt } from "@/lib/auth/limits";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whether a request to report usage carries the key of this installation, compared in the same time wherever it differs.
 * @param authorization the header: `Bearer <USAGE_API_KEY>`.
 * @throws AppError NOT_FOUND while no key is configured, FORBIDDEN for a wrong one, TOO_MANY_REQUESTS for too many wrong ones
 *   from one address or too many reports.
 */
export async function checkUsageKey(authorization: string | null, address: string | null): Promise<void> {
  const { USAGE_API_KEY: key } = env();
  if (key === undefined) throw new AppError("NOT_FOUND");
  const [, given = ""] = /^Bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
  if (timingSafeEqual(digest(given), digest(key))) return countAttempt([{ limit: "usageReport", subject: "all" }]);
  await countAttempt([byAddress("usageKey", address)]);
  throw new AppError("FORBIDDEN");
}
