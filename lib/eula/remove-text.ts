import { asActor } from "@/db";
import { eulaDocuments } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import type { Language } from "@/lib/vocabulary";
import { auditAgreement, lockDraft, textOf } from "./lock-draft";
import { FALLBACK_LANGUAGE } from "./model";

/**
 * Removes a language from the draft: its readers see English once the draft is published.
 * @throws AppError NOT_FOUND, FORBIDDEN, EULA_NO_DRAFT, EULA_ENGLISH.
 */
export async function removeText(actor: Actor, tenantId: number, language: Language): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const { provider, draft } = await lockDraft(tx, actor, tenantId);
    if (!draft) throw new AppError("EULA_NO_DRAFT");
    if (language === FALLBACK_LANGUAGE) throw new AppError("EULA_ENGLISH");
    const gone = await tx.delete(eulaDocuments).where(textOf(draft, language)).returning({ id: eulaDocuments.id });
    if (gone.length === 0) return;
    await auditAgreement(tx, actor, "eula.change_draft", provider, draft, { language, textRemoved: true });
  });
}
