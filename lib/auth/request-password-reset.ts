import { and, eq, isNull, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { users } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import { countRefusal } from "@/lib/counters";
import { isLogin, normalizeLogin } from "@/lib/fields/login";
import type { RequestInfo } from "@/lib/http/request-info";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { isKnownBrowser } from "./known-browsers";
import { byAddress, countAttempt } from "./limits";
import { issueToken } from "./tokens";

/** Both answers take at least this long, so that the work for a known login does not show. */
const ANSWER_MILLISECONDS = 400;

/**
 * "Forgot password?": queues a reset link, or a fresh activation link for an account that is not activated yet. Whether the
 * login exists shows neither in the answer nor in its time; a disabled account gets nothing.
 * @param browserId of the browser that asks, null if it has none of ours.
 * @throws AppError TOO_MANY_REQUESTS, for known and unknown logins alike.
 */
export async function requestPasswordReset(
  login: string,
  request: RequestInfo,
  browserId: string | null = null,
): Promise<void> {
  const normalized = normalizeLogin(login);
  const known =
    browserId !== null &&
    isLogin(normalized) &&
    (await asSystem("password reset", (tx) => isKnownBrowser(tx, normalized, browserId)));
  await countAttempt(
    known
      ? [{ limit: "resetLogin", subject: `${normalized}|${browserId}` }]
      : [byAddress("resetAddress", request.address), { limit: "resetLogin", subject: normalized }],
  );
  const answered = new Promise((resolve) => setTimeout(resolve, ANSWER_MILLISECONDS));
  await asSystem("password reset", async (tx) => {
    if (!isLogin(normalized)) return countRefusal("unknown_login", request);
    const [user] = await tx
      .select({
        id: users.id,
        tenantId: users.tenantId,
        tenantPath: users.tenantPath,
        login: users.login,
        email: users.email,
        language: users.language,
        activatedAt: users.activatedAt,
      })
      .from(users)
      .where(
        and(
          eq(users.loginKey, normalized),
          isNull(users.disabledAt),
          isNull(users.deletedAt),
          sql`tenant_is_open(${users.tenantPath})`,
        ),
      )
      // Waits for an activation in progress: its account needs a reset link, not a second activation.
      .for("update");
    if (!user) return countRefusal("unknown_login", request);
    const purpose = user.activatedAt ? "password_reset" : "activation";
    const tokenId = await issueToken(tx, purpose, user.id);
    await enqueueEmail(tx, { template: purpose, user, payload: { tokenId } });
    const object = {
      type: "user" as const,
      id: user.id,
      name: user.login,
      tenantId: user.tenantId,
      tenantPath: user.tenantPath,
    };
    await audit(tx, { userId: null, request }, "user.request_password_reset", object, { sent: purpose });
  });
  await answered;
}
