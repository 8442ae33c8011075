import { asActor } from "@/db";
import { auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { giveUpEmailChange } from "./email-change";
import { lockUser } from "./lock-user";
import { assertMayChange } from "./policy";

/**
 * "Cancel" beside an address that waits to be confirmed: its link works no longer. Cancelling twice changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function cancelEmailChange(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.update_general", tenantId, userId);
    await giveUpEmailChange(tx, auditActor(actor), user);
  });
}
