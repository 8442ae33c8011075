import type { Actor } from "@/lib/access/actor";
import type { AuditObject } from "@/lib/audit/audit";

/** The user's own account as the audit log names it. */
export function ownAccount({ userId, login, tenantId, tenantPath }: Actor): AuditObject {
  return { type: "user", id: userId, name: login, tenantId, tenantPath };
}

/** One of the user's own sessions, likewise. */
export function ownSession({ login, tenantId, tenantPath }: Actor, sessionId: string): AuditObject {
  return { type: "session", id: sessionId, name: login, tenantId, tenantPath };
}
