import { asActor } from "@/db";
import { eulaAcceptances } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import type { Language } from "@/lib/vocabulary";
import { currentEula } from "./queries";

/**
 * J3: records that a user accepted the agreement they were shown: user, version, time, address and browser. Pressing
 * twice records once. A version that is published in the same moment is not what they were shown: they are asked again.
 * @param language in which it was shown; their own when left out.
 * @throws AppError EULA_CHANGED when a newer version is in force than the one shown.
 */
export async function acceptEula(actor: Actor, version: string, language: Language = actor.language): Promise<void> {
  await asActor(actor, async (tx) => {
    const document = await currentEula(tx, language);
    if (document.version !== version) throw new AppError("EULA_CHANGED");
    const { userId, tenantId, tenantPath, request, login } = actor;
    const accepted = await tx
      .insert(eulaAcceptances)
      .values({
        userId,
        tenantId,
        tenantPath,
        version,
        language: document.language,
        address: request.address,
        userAgent: request.userAgent,
      })
      .onConflictDoNothing()
      .returning({ userId: eulaAcceptances.userId });
    if (accepted.length === 0) return;
    const object = { type: "eula" as const, id: version, name: document.title, tenantId, tenantPath };
    await audit(tx, auditActor(actor), "eula.accept", object, { login });
  });
}
