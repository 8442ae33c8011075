import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { browsers } from "@/db/tables";

/**
 * Notes that somebody came in from a browser. The caller holds the user's row, so that of two at once one is the first.
 * @returns whether it is a new one of somebody who has others: worth telling them of. The very first is no news.
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
