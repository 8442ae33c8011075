import { and, eq, isNull, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { userPasswords, users } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import type { RequestInfo } from "@/lib/http/request-info";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import type { TokenPurpose } from "@/lib/vocabulary";
import { rememberBrowser } from "./known-browsers";
import { countAttempt } from "./limits";
import { assertStrongPassword } from "./password-strength";
import { hashPassword } from "./passwords";
import { adoptTimeZone } from "./provider-time-zone";
import { endSessionsOf, openSession } from "./sessions";
import { consumeToken, readLink } from "./tokens";
import { forgetTrustedBrowsers } from "./trusted-browsers";

type Input = { link: string; password: string; request: RequestInfo };
/** `timeZone` is that of the browser, if it says. */
type Activation = Input & { browserId: string; timeZone?: string };

/**
 * J1: sets the password of a new account, marks it active and opens its first session, all in one transaction. The
 * browser counts as known from then on: signing in from another one causes a notice.
 * @returns the session that waits for its cookie.
 * @throws AppError LINK_*, PASSWORD_TOO_WEAK, PASSWORD_NOT_CHECKED, PASSWORD_TOO_LONG, TOO_MANY_REQUESTS, BUSY. Nothing has changed then.
 */
export function activateAccount(input: Activation): Promise<{ sessionId: string; userId: number }> {
  return setPassword("activation", input);
}

/**
 * J4: sets a new password by a reset link, ends all sessions and the trust in browsers, and notifies the user. Does not
 * sign in: the second factor, if on, still counts.
 * @throws AppError as `activateAccount`.
 */
export async function resetPassword(input: Input): Promise<void> {
  await setPassword("password_reset", input);
}

async function setPassword(
  purpose: TokenPurpose,
  { link, password, request, browserId, timeZone }: Input & Partial<Activation>,
) {
  const subject = await readLink(purpose, link);
  if (subject.problem !== null) throw new AppError(subject.problem);
  await countAttempt([{ limit: "setPassword", subject: `link ${subject.tokenId}` }]);
  await assertStrongPassword(password, subject.personalWords);
  const hash = await hashPassword(password);

  return asSystem(purpose, async (tx) => {
    const activation = purpose === "activation";
    // The user before the token, as issue_token() does: the other order could lock each other out.
    const [user] = await tx
      .select({
        id: users.id,
        login: users.login,
        tenantId: users.tenantId,
        tenantPath: users.tenantPath,
        activatedAt: users.activatedAt,
      })
      .from(users)
      .where(
        and(
          eq(users.id, subject.userId),
          isNull(users.disabledAt),
          isNull(users.deletedAt),
          sql`tenant_is_open(${users.tenantPath})`,
        ),
      )
      .for("update");
    if (!user) throw new AppError("LINK_INVALID");
    // An activation signs in without a second factor: an active account must never get that by an old link.
    if (activation && user.activatedAt) throw new AppError("LINK_USED");
    if (!activation && !user.activatedAt) throw new AppError("LINK_INVALID");
    await consumeToken(tx, purpose, subject.tokenId);
    if (activation) await tx.update(users).set({ activatedAt: sql`now()` }).where(eq(users.id, user.id));
    await tx
      .insert(userPasswords)
      .values({ userId: user.id, hash })
      .onConflictDoUpdate({ target: userPasswords.userId, set: { hash, changedAt: sql`now()` } });
    await endSessionsOf(tx, user.id, "password_change");
    await forgetTrustedBrowsers(tx, user.id);
    const by = { userId: user.id, login: user.login, tenantId: user.tenantId, request };
    const object = {
      type: "user" as const,
      id: user.id,
      name: user.login,
      tenantId: user.tenantId,
      tenantPath: user.tenantPath,
    };
    await audit(tx, by, activation ? "user.activate" : "user.reset_password", object);
    if (!activation) await enqueueSecurityNotice(tx, user.id, "password_changed", { request, link: true });
    if (activation) await adoptTimeZone(tx, user, timeZone, request);
    if (browserId) await rememberBrowser(tx, user.id, browserId);
    const sessionId = activation ? await openSession(tx, user, "pending_cookie", request) : "";
    return { sessionId, userId: user.id };
  });
}
