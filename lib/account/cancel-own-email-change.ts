import { asActor } from "@/db";
import { auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { giveUpEmailChange } from "@/lib/users/email-change";
import { lockOwnUser } from "./lock-own-user";

/**
 * J9: gives up the change of one's own address, whoever asked for it. Without one nothing changes.
 * @throws AppError SIGNED_OUT when the account is gone.
 */
export async function cancelOwnEmailChange(actor: Actor): Promise<void> {
  await asActor(actor, async (tx) => {
    await giveUpEmailChange(tx, auditActor(actor), await lockOwnUser(tx, actor));
  });
}
