import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { eulaVersions } from "@/db/tables";
import { uniqueViolation } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { auditAgreement, draftState, lockDraft } from "./lock-draft";
import { inOrder } from "./model";

/**
 * Publishes the draft in all its languages: from now on it is in force, and everyone is asked to accept it when they
 * next open a service. This can't be undone; only a newer version can follow.
 * @param seen.draft what the publisher looked at (`draftState`): nothing else is published.
 * @throws AppError NOT_FOUND, FORBIDDEN, EULA_NO_DRAFT, EULA_DRAFT_CHANGED, EULA_VERSION_TAKEN (version). Nothing has
 * changed then.
 */
export async function publishEula(
  actor: Actor,
  seen: { tenantId: number; draft: string },
  { version, note }: { version: string; note: string },
): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const { provider, draft } = await lockDraft(tx, actor, seen.tenantId);
    if (!draft) throw new AppError("EULA_NO_DRAFT");
    if (draftState(draft) !== seen.draft) throw new AppError("EULA_DRAFT_CHANGED");
    await tx
      .update(eulaVersions)
      .set({ version, note: note || null, publishedAt: sql`now()`, publishedBy: actor.login })
      .where(eq(eulaVersions.id, draft.id))
      .catch((error: unknown) => {
        throw uniqueViolation(error) === "eula_versions_version"
          ? new AppError("EULA_VERSION_TAKEN", "version")
          : error;
      });
    const languages = inOrder(draft.texts.map(({ language }) => language)).join(", ");
    await auditAgreement(tx, actor, "eula.publish", provider, { ...draft, id: version }, { languages });
  });
}
