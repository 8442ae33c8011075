import { UserAuditLines } from "@/components/users/user-audit-lines";
import type { Actor } from "@/lib/access/actor";
import { can } from "@/lib/access/can";
import { auditQuery } from "@/lib/audit-log/model";
import { listLinesOfUser } from "@/lib/audit-log/queries";
import { foundOr404 } from "@/lib/found-or-404";

/** The user's own entries of the audit log, for those who can read it. */
export async function lastLines(
  actor: Actor,
  tenant: { id: number; path: string },
  user: { id: number; login: string },
) {
  if (!can(actor, "audit_log.read", tenant)) return null;
  const lines = await foundOr404(listLinesOfUser(actor, tenant.id, user.id));
  const log = `/portal/${tenant.id}/audit-log`;
  return (
    <UserAuditLines user={user} lines={lines} hrefs={{ log, person: `${log}${auditQuery({ person: user.login })}` }} />
  );
}
