import { randomUUID } from "node:crypto";
import { and, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import { browsers } from "@/db/tables";
import { foundNothing } from "@/db/violations";
import { AppError } from "@/lib/errors";

/** How long "Trust this browser" holds; signing in from it does not prolong it. */
export const TRUST_DAYS = 30;

/** Trust that holds, as far as its own row can tell. */
const trusted = gt(browsers.trustedUntil, sql`now()`);

/**
 * Whether a user's browser is trusted: this user, this browser, and the ID that this browser was given when it was last
 * trusted. Another user's cookie, or one from before the trust ended, matches no row.
 */
export async function isTrustedBrowser(
  tx: Transaction,
  userId: number,
  browserId: string,
  trustIds: readonly string[],
): Promise<boolean> {
  if (trustIds.length === 0) return false;
  const [row] = await tx
    .select({ userId: browsers.userId })
    .from(browsers)
    .where(
      and(
        eq(browsers.userId, userId),
        eq(browsers.browserId, browserId),
        inArray(browsers.trustId, [...trustIds]),
        trusted,
      ),
    );
  return row !== undefined;
}

/**
 * Trusts a browser that the user has just signed in from with both factors.
 * @returns the id that the browser has to keep.
 */
export async function trustBrowser(tx: Transaction, userId: number, browserId: string): Promise<string> {
  const trustId = randomUUID();
  await tx
    .update(browsers)
    .set({ trustId, trustedAt: sql`now()`, trustedUntil: sql`now() + make_interval(days => ${TRUST_DAYS}::int)` })
    .where(and(eq(browsers.userId, userId), eq(browsers.browserId, browserId)));
  return trustId;
}

/**
 * Ends the trust in all browsers of a user; the next sign-in asks for a code in each of them.
 * @returns in how many it still held.
 * @throws AppError NOT_FOUND when the user is outside the transaction's scope; the transaction is lost then.
 */
export async function forgetTrustedBrowsers(tx: Transaction, userId: number): Promise<number> {
  const result = await tx.execute(sql`select forget_trusted_browsers(${userId}) as held`).catch((error: unknown) => {
    throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
  });
  return rowsOf<{ held: number }>(result)[0]?.held ?? 0;
}

/** Since when each trusted browser of a user is trusted, until when, and when it was last signed in from; newest first. */
export async function listTrustedBrowsers(tx: Transaction, userId: number) {
  return tx
    .select({
      browserId: browsers.browserId,
      trustedAt: browsers.trustedAt,
      trustedUntil: browsers.trustedUntil,
      lastSeenAt: browsers.lastSeenAt,
    })
    .from(browsers)
    .where(and(eq(browsers.userId, userId), trusted))
    .orderBy(desc(browsers.trustedAt), browsers.browserId);
}
