import { eq } from "drizzle-orm";
import { asActor } from "@/db";
import { eulaVersions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { auditAgreement, lockDraft } from "./lock-draft";

/**
 * Throws the draft away with all its texts. The version in force stays as it is.
 * @throws AppError NOT_FOUND, FORBIDDEN, EULA_NO_DRAFT.
 */
export async function discardDraft(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const { provider, draft } = await lockDraft(tx, actor, tenantId);
    if (!draft) throw new AppError("EULA_NO_DRAFT");
    await tx.delete(eulaVersions).where(eq(eulaVersions.id, draft.id));
    await auditAgreement(tx, actor, "eula.discard_draft", provider, draft);
  });
}
