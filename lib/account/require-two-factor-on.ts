import { and, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "@/db";
import { userTotp } from "@/db/tables";
import { AppError } from "@/lib/errors";

/** @throws AppError TWO_FACTOR_CHANGED when two-factor authentication is not on (any longer). */
export async function requireTwoFactorOn(tx: Transaction, userId: number): Promise<void> {
  const [row] = await tx
    .select({ userId: userTotp.userId })
    .from(userTotp)
    .where(and(eq(userTotp.userId, userId), isNotNull(userTotp.confirmedAt)));
  if (!row) throw new AppError("TWO_FACTOR_CHANGED");
}
