import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import type { ErrorCode } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { findTenant } from "@/lib/tenants/queries";
import { type BatchRow, type BatchState, type BatchView, PERMISSION_OF } from "./model";
import { findBatch, foreseeAll, membersOf } from "./read-batch";

export const ROWS_PER_PAGE = 100;

type Place = {
  /** The position after which the page begins. */
  after?: number;
  /** Only those who are skipped or were: refused, or with nothing to change. */
  skipped?: boolean;
};

/**
 * One's own batch of users of a tenant: before it is started, what would happen to each as things are now; afterwards, what
 * has happened.
 * @throws AppError NOT_FOUND, the same for a tenant or batch out of reach, another user's, and one that never existed;
 * FORBIDDEN.
 */
export async function getBatch(
  actor: Actor,
  tenantId: number,
  batchId: string,
  { after = 0, skipped = false }: Place = {},
): Promise<BatchView> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    const batch = await findBatch(tx, actor, { tenantId, batchId });
    assertCan(actor, PERMISSION_OF[batch.action], tenant);
    const members = await membersOf(tx, batchId);
    const judged = batch.startedAt
      ? members.map((member) => ({ ...member, foreseen: null }))
      : await foreseeAll(tx, actor, tenant, { action: batch.action, members });
    const all = judged.map(({ foreseen, ...member }): BatchRow => {
      const state: BatchState = foreseen?.state ?? member.outcome ?? "waiting";
      const code = foreseen ? foreseen.error : (member.error as ErrorCode | null);
      return {
        position: member.position,
        user: { id: member.id, login: member.login, name: displayName(member, actor.language) },
        state,
        error: code && { code, values: member.errorValues ?? {} },
      };
    });
    const count = (wanted: BatchState) => all.filter(({ state }) => state === wanted).length;
    const counts = {
      waiting: count("waiting"),
      done: count("done"),
      unchanged: count("unchanged"),
      refused: count("refused"),
    };
    const isShown = ({ position, state }: BatchRow) =>
      position > after && (!skipped || state === "refused" || state === "unchanged");
    const shown = all.filter(isShown);
    const rows = shown.slice(0, ROWS_PER_PAGE);
    return {
      id: batch.id,
      action: batch.action,
      language: batch.language === null ? null : languageSchema.catch("en").parse(batch.language),
      stage: stageOf(batch),
      total: all.length,
      counts,
      page: { rows, next: shown.length > ROWS_PER_PAGE ? (rows.at(-1)?.position ?? null) : null },
    };
  });
}

function stageOf(batch: { startedAt: Date | null; finishedAt: Date | null }): BatchView["stage"] {
  if (!batch.startedAt) return "draft";
  return batch.finishedAt ? "finished" : "underway";
}
