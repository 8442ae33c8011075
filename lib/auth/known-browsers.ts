import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { browsers, users } from "@/db/tables";

/** Whether the user of a login (normalized) has signed in from this browser before. */
export async function isKnownBrowser(tx: Transaction, login: string, browserId: string): Promise<boolean> {
  const known = await tx
    .select({ userId: browsers.userId })
    .from(browsers)
    .innerJoin(users, eq(users.id, browsers.userId))
    .where(and(eq(users.loginKey, login), eq(browsers.browserId, browserId)));
  return known.length > 0;
}

/**
 * Notes that a user signed in from a browser. The caller holds the user's row, so of two simultaneous sign-ins one is
 * the first.
 * @returns whether it is new for a user who has others, which is worth an email. The very first isn't.
 */
export async function rememberBrowser(tx: Transaction, userId: number, browserId: string): Promise<boolean> {
  const known = await tx
    .update(browsers)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(browsers.userId, userId), eq(browsers.browserId, browserId)))
    .returning({ userId: browsers.userId });
  if (known.length > 0) return false;
  const others = await tx
    .select({ userId: browsers.userId })
    .from(browsers)
    .where(eq(browsers.userId, userId))
    .limit(1);
  await tx.insert(browsers).values({ userId, browserId });
  return others.length > 0;
}
