import type { Transaction } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import type { Language } from "@/lib/vocabulary";
import { auditedUser, changeUser, lockUser } from "./lock-user";

/**
 * Changes the language of a user and nothing else, as "General" does, in a transaction that does more.
 * @returns whether anything has changed.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED. Nothing has changed then.
 */
export async function changeLanguageIn(
  tx: Transaction,
  actor: Actor,
  { tenantId, userId, language }: { tenantId: number; userId: number; language: Language },
): Promise<boolean> {
  const user = await lockUser(tx, actor, "user.update_general", tenantId, userId);
  if (user.deletedAt) throw new AppError("USER_DELETED");
  if (user.language === language) return false;
  await changeUser(tx, user, { language });
  const details = { language: { from: user.language, to: language } };
  await audit(tx, auditActor(actor), "user.update_general", auditedUser(user), details);
  return true;
}
