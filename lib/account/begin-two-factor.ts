import { isNull, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { newTotpSecret, sealSecret } from "@/lib/auth/two-factor";
import { AppError } from "@/lib/errors";

/**
 * J9: makes a secret for the authenticator app, which counts for nothing until `confirmTwoFactor`. A secret of an
 * earlier, unfinished setup is replaced.
 * @throws AppError TWO_FACTOR_CHANGED when two-factor authentication is on already.
 */
export async function beginTwoFactor(actor: Actor): Promise<void> {
  const sealedSecret = sealSecret(newTotpSecret(), actor.userId);
  const begun = await asSystem("own two-factor", (tx) =>
    tx
      .insert(userTotp)
      .values({ userId: actor.userId, sealedSecret })
      .onConflictDoUpdate({
        target: userTotp.userId,
        set: { sealedSecret, lastUsedStep: null, createdAt: sql`now()` },
        setWhere: isNull(userTotp.confirmedAt),
      })
      .returning({ userId: userTotp.userId }),
  );
  if (begun.length === 0) throw new AppError("TWO_FACTOR_CHANGED");
}
