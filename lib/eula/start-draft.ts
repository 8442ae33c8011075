import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { insertDraft, lockDraft } from "./lock-draft";

/**
 * Begins the next version of the agreement as a copy of the one in force. Where there is a draft already, it stays.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function startDraft(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const { provider, draft } = await lockDraft(tx, actor, tenantId);
    if (!draft) await insertDraft(tx, actor, provider);
  });
}
