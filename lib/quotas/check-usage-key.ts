import { byAddress, countAttempt } from "@/lib/auth/limits";
import { countRefusal } from "@/lib/counters";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isUsageKey } from "./usage-key";

/**
 * Whether a request to report usage carries the key of this installation.
 * @param authorization the header: `Bearer <USAGE_API_KEY>`.
 * @throws AppError NOT_FOUND while no key is configured, FORBIDDEN for a wrong one, TOO_MANY_REQUESTS for too many wrong ones
 *   from one address or too many reports.
 */
export async function checkUsageKey(authorization: string | null, address: string | null): Promise<void> {
  if (env().USAGE_API_KEY === undefined) throw new AppError("NOT_FOUND");
  if (isUsageKey(authorization)) return countAttempt([{ limit: "usageReport", subject: "all" }]);
  countRefusal("wrong_key", { address });
  await countAttempt([byAddress("usageKey", address)]);
  throw new AppError("FORBIDDEN");
}
