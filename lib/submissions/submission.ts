import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { submissions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";

/** What can be prepared and sent off. */
export type SubmissionPurpose = "user.import";

type Tenant = { id: number; path: string };
type Reference = { id: string; purpose: SubmissionPurpose; tenantId: number };

/**
 * A user keeps this many drafts of each purpose; the oldest makes room. Going back in the browser finds the last few.
 */
const DRAFTS_KEPT = 10;

/** Keeps what a user prepares in a tenant until they send it. @returns its ID, the key that makes it happen once. */
export async function keepDraft(
  tx: Transaction,
  { userId }: Actor,
  tenant: Tenant,
  { purpose, draft }: { purpose: SubmissionPurpose; draft: string },
): Promise<string> {
  const [kept] = await tx
    .insert(submissions)
    .values({ purpose, userId, tenantId: tenant.id, tenantPath: tenant.path, draft })
    .returning({ id: submissions.id });
  if (!kept) throw new Error("the draft was not stored");
  const older = tx
    .select({ id: submissions.id })
    .from(submissions)
    .where(and(eq(submissions.userId, userId), eq(submissions.purpose, purpose), isNull(submissions.doneAt)))
    .orderBy(desc(submissions.createdAt), desc(submissions.id))
    .offset(DRAFTS_KEPT);
  await tx.delete(submissions).where(inArray(submissions.id, older));
  return kept.id;
}

const COLUMNS = {
  id: submissions.id,
  draft: submissions.draft,
  result: submissions.result,
  doneAt: submissions.doneAt,
};

const isTheirs = ({ userId }: Actor, { id, purpose, tenantId }: Reference) =>
  and(
    eq(submissions.id, id),
    eq(submissions.userId, userId),
    eq(submissions.tenantId, tenantId),
    eq(submissions.purpose, purpose),
  );

/** @throws AppError NOT_FOUND, the same for another user's, another tenant's, and one that never existed. */
export async function findSubmission(tx: Transaction, actor: Actor, reference: Reference) {
  const [found] = await tx.select(COLUMNS).from(submissions).where(isTheirs(actor, reference));
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

/** The same, and lets no one else send it until commit: of two simultaneous posts the second finds it done. */
export async function lockSubmission(tx: Transaction, actor: Actor, reference: Reference) {
  const [found] = await tx.select(COLUMNS).from(submissions).where(isTheirs(actor, reference)).for("update");
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}

/** Stores the result of a submission, in the transaction of its effect; the draft is no longer needed. */
export async function finishSubmission(tx: Transaction, id: string, result: Record<string, unknown>): Promise<void> {
  await tx.update(submissions).set({ draft: null, result, doneAt: sql`now()` }).where(eq(submissions.id, id));
}
