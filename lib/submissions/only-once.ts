import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { takeLockOn } from "@/db/locks";
import { submissions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import type { NewClientInput } from "@/lib/clients/schema";

const PURPOSE = "client.create";

type Submission = { parentId: number; submission: string; input: NewClientInput };
type Made = { clientId: number; parent: { id: number; path: string } };

/**
 * Makes a client unless this submission has made it already. A second call waits for the first. What was typed is part
 * of the key: someone who goes back to a form that succeeded and types another company into it means that company, and
 * doesn't get the first one.
 * @returns the client's id.
 */
export async function onlyOnce(
  tx: Transaction,
  actor: Actor,
  what: Submission,
  make: () => Promise<Made>,
): Promise<number> {
  const id = submissionId(actor, what);
  await takeLockOn(tx, id);
  const own = and(eq(submissions.purpose, PURPOSE), eq(submissions.userId, actor.userId));
  const [before] = await tx
    .select({ result: submissions.result })
    .from(submissions)
    .where(and(eq(submissions.id, id), own));
  if (typeof before?.result?.clientId === "number") return before.result.clientId;
  const { clientId, parent } = await make();
  await tx.insert(submissions).values({
    id,
    purpose: PURPOSE,
    userId: actor.userId,
    tenantId: parent.id,
    tenantPath: parent.path,
    result: { clientId },
    doneAt: sql`now()`,
  });
  return clientId;
}

/** One ID for one user, one form and one content; no one can hit another user's by choosing a key. */
function submissionId(actor: Actor, { parentId, submission, input }: Submission): string {
  const content = JSON.stringify([PURPOSE, actor.userId, submission, parentId, input]);
  const hex = createHash("sha256").update(content).digest("hex");
  // The shape of a version 8 UUID, which is what is left to one's own making.
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
