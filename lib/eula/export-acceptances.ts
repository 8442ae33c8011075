import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { audit, auditActor } from "@/lib/audit/audit";
import { exportPages } from "@/lib/list/export";
import { findTenant } from "@/lib/tenants/queries";
import { listAcceptances } from "./list-acceptances";
import type { AcceptanceFilter, AcceptanceKey, AcceptanceRow } from "./model";

const ROWS_AT_ONCE = 1000;

/**
 * Every user that a filter of the list shows, in its order, a page at a time. Neither
 * order turns meanwhile: what is accepted comes in before the beginning, and people keep their places.
 * @throws AppError NOT_FOUND, FORBIDDEN as listAcceptances: at once, and not after half a file.
 */
export async function exportAcceptances(
  actor: Actor,
  tenantId: number,
  filter: AcceptanceFilter,
  limit = ROWS_AT_ONCE,
): Promise<AsyncGenerator<AcceptanceRow[]>> {
  await asActor(actor, async (tx) => {
    const provider = await findTenant(tx, actor, tenantId);
    assertCan(actor, "agreement.view", provider);
    const { id, name, path } = provider;
    const object = { type: "eula" as const, id: "acceptances", name, tenantId: id, tenantPath: path };
    await audit(tx, auditActor(actor), "eula.export", object, { ...filter });
  });
  const pageAfter = (after?: AcceptanceKey) => listAcceptances(actor, tenantId, { filter, after, limit });
  return exportPages(await pageAfter(), pageAfter, ({ rows }) => rows);
}
