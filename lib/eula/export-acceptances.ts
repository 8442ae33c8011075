import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { findTenant } from "@/lib/tenants/queries";
import { listAcceptances } from "./list-acceptances";
import type { AcceptanceFilter, AcceptanceKey, AcceptancePage, AcceptanceRow } from "./model";

const ROWS_AT_ONCE = 1000;

/**
 * Everybody whom a filter of the list shows, in its order, a page at a time. Each page is a transaction of its own. Neither
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
  return following(await pageAfter(), pageAfter);
}

async function* following(
  first: AcceptancePage,
  pageAfter: (after: AcceptanceKey) => Promise<AcceptancePage>,
): AsyncGenerator<AcceptanceRow[]> {
  let page = first;
  yield page.rows;
  while (page.next !== null) {
    page = await pageAfter(page.next);
    // Whoever stood last has been removed for good meanwhile: better no file than one that begins anew in its middle.
    if (!page.earlier) throw new AppError("BUSY");
    yield page.rows;
  }
}
