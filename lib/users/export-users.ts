import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { exportPages } from "@/lib/list/export";
import { findTenant } from "@/lib/tenants/queries";
import { listUsers } from "./list-users";
import type { UserFilter, UserSummary } from "./model";

const USERS_AT_ONCE = 1000;

/**
 * Every user that a filter shows, in the order of logins, a page at a time: the one order that no sign-in or change of name in
 * the meantime can turn, so that no user is there twice or missing.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF_MANAGED as listUsers: at once, and not after half a file.
 */
export async function exportUsers(
  actor: Actor,
  tenantId: number,
  filter: UserFilter,
  limit = USERS_AT_ONCE,
): Promise<AsyncGenerator<UserSummary[]>> {
  await asActor(actor, async (tx) => {
    const { id, name, path, insideHidden } = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.list", { path: path });
    if (insideHidden) throw new AppError("SELF_MANAGED");
    const object = { type: "tenant" as const, id, name, tenantId: id, tenantPath: path };
    await audit(tx, auditActor(actor), "user.export", object, filter);
  });
  const pageAfter = (after?: number) => listUsers(actor, tenantId, { filter, after, limit });
  return exportPages(await pageAfter(), pageAfter, ({ users }) => users);
}
