import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { userTotp } from "@/db/tables";
import { openSecret } from "@/lib/auth/two-factor";

/** A setup that was started and left: coming back later gives a fresh secret. */
const SET_UP_HOURS = 1;

/** The secret of a setup in progress, in clear and as stored, or null. */
export async function readPendingSecret(
  tx: Transaction,
  userId: number,
): Promise<{ secret: string; sealed: string } | null> {
  const [row] = await tx
    .select({ sealed: userTotp.sealedSecret })
    .from(userTotp)
    .where(
      and(
        eq(userTotp.userId, userId),
        isNull(userTotp.confirmedAt),
        gt(userTotp.createdAt, sql`now() - make_interval(hours => ${SET_UP_HOURS}::int)`),
      ),
    );
  return row ? { sealed: row.sealed, secret: openSecret(row.sealed, userId) } : null;
}
