import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";

/**
 * One's own row, kept as it is until commit.
 * @throws AppError SIGNED_OUT when the account is gone.
 */
export async function lockOwnUser(tx: Transaction, actor: Actor) {
  const [user] = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantPath: users.tenantPath,
      login: users.login,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      language: users.language,
      timeZone: users.timeZone,
      notifications: users.notifications,
      version: users.version,
      activatedAt: users.activatedAt,
      disabledAt: users.disabledAt,
      tenantOpen: sql<boolean>`tenant_is_open(${users.tenantPath})`,
    })
    .from(users)
    .where(eq(users.id, actor.userId))
    .for("update");
  if (!user) throw new AppError("SIGNED_OUT");
  return user;
}
