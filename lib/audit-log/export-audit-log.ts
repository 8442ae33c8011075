import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { exportPages } from "@/lib/list/export";
import { findTenant } from "@/lib/tenants/queries";
import type { AuditFilter, AuditLine } from "./model";
import { listAuditLines } from "./queries";

const LINES_AT_ONCE = 1000;

/**
 * Everything a filter shows, newest first, a page at a time.
 * @throws AppError NOT_FOUND, FORBIDDEN as listAuditLines, SELF_MANAGED: at once, and not after half a file.
 */
export async function exportAuditLog(
  actor: Actor,
  tenantId: number,
  filter: AuditFilter,
  limit = LINES_AT_ONCE,
): Promise<AsyncGenerator<AuditLine[]>> {
  const first = await listAuditLines(actor, tenantId, { filter, limit });
  await asActor(actor, async (tx) => {
    const { id, name, path, insideHidden } = await findTenant(tx, actor, tenantId);
    if (insideHidden) throw new AppError("SELF_MANAGED");
    const object = { type: "audit_log" as const, id, name, tenantId: id, tenantPath: path };
    const days = filter.from !== undefined || filter.to !== undefined;
    const details = { ...filter, ...(days && { timeZone: actor.timeZone }) };
    await audit(tx, auditActor(actor), "audit_log.export", object, details);
  });
  const pageAfter = (after: number) => listAuditLines(actor, tenantId, { filter, after, limit });
  // The retention removes a line together with everything older.
  return exportPages(first, pageAfter, ({ lines }) => lines, "stop");
}
