import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { users } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { ownAccount } from "./own-account";
import type { ProfileInput } from "./schema";

/**
 * J9: changes one's own names and language.
 * @throws AppError SIGNED_OUT when the account is gone.
 */
export async function updateProfile(actor: Actor, { firstName, lastName, language }: ProfileInput): Promise<void> {
  await asActor(actor, async (tx) => {
    const changed = await tx
      .update(users)
      .set({ firstName, lastName, language, version: sql`${users.version} + 1` })
      .where(eq(users.id, actor.userId))
      .returning({ id: users.id });
    if (changed.length === 0) throw new AppError("SIGNED_OUT");
    await audit(tx, auditActor(actor), "user.update_profile", ownAccount(actor), { firstName, lastName, language });
  });
}
