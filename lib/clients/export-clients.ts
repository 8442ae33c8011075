import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { exportPages } from "@/lib/list/export";
import { listClients, openList } from "./list-clients";
import type { ClientSummary } from "./model";
import { CLIENT_LIST, type ClientFilter } from "./model";

const CLIENTS_AT_ONCE = 500;
/** The one order that no change of name in the meantime can turn, so that nothing is there twice or missing. */
const IN_ORDER_OF_CREATION = CLIENT_LIST.parse({ sort: "created" }).sort;

/**
 * Everything that a filter shows, oldest first, a page at a time.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF_MANAGED as listClients: at once, and not after half a file.
 */
export async function exportClients(
  actor: Actor,
  tenantId: number,
  filter: ClientFilter,
  limit = CLIENTS_AT_ONCE,
): Promise<AsyncGenerator<ClientSummary[]>> {
  const { id, name, path } = await openList(actor, tenantId);
  await asActor(actor, async (tx) => {
    const object = { type: "tenant" as const, id, name, tenantId: id, tenantPath: path };
    await audit(tx, auditActor(actor), "tenant.export", object, filter);
  });
  const pageAfter = (after?: number) =>
    listClients(actor, tenantId, { filter, sort: IN_ORDER_OF_CREATION, after, limit });
  return exportPages(await pageAfter(), pageAfter, ({ clients }) => clients);
}
