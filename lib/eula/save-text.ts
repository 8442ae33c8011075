import { sql } from "drizzle-orm";
import { asActor } from "@/db";
import { eulaDocuments } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { assertVersion, type FormValues } from "@/lib/form/version";
import type { Language } from "@/lib/vocabulary";
import { auditAgreement, insertDraft, lockDraft, type Text, textsInForce } from "./lock-draft";

/** What the form shows of a text, empty for a language that has none. */
export function textValues(text?: Pick<Text, "title" | "body">): FormValues {
  return { title: text?.title ?? "", body: text?.body ?? "" };
}

/**
 * Saves the text of one language in the draft. If the draft was published or discarded while someone was writing, a new
 * one is started, after asking, so that nothing written is lost. Saving what is there already changes nothing.
 * @param version what the form was opened on.
 * @returns the id of the draft.
 * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_CONFLICT. Nothing has changed then.
 */
export async function saveText(
  actor: Actor,
  { tenantId, language, version }: { tenantId: number; language: Language; version: string },
  input: { title: string; body: string },
): Promise<number> {
  assertCanChange(actor);
  return asActor(actor, async (tx) => {
    const { provider, draft } = await lockDraft(tx, actor, tenantId);
    const texts = draft?.texts ?? (await textsInForce(tx));
    const before = texts.find((text) => text.language === language);
    if (draft && before && before.title === input.title && before.body === input.body) return draft.id;
    assertVersion(version, (draft && before?.revision) || 0, textValues(before));
    const target = draft ?? (await insertDraft(tx, actor, provider));
    await tx
      .insert(eulaDocuments)
      .values({ versionId: target.id, language, ...input })
      .onConflictDoUpdate({
        target: [eulaDocuments.versionId, eulaDocuments.language],
        set: { ...input, revision: sql`nextval('eula_revisions')`, updatedAt: sql`now()` },
      });
    const named = [...target.texts.filter((text) => text.language !== language), { ...input, language }];
    await auditAgreement(tx, actor, "eula.change_draft", provider, { id: target.id, texts: named }, { language });
    return target.id;
  });
}
