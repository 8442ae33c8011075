import type { Transaction } from "@/db";
import { insertMany } from "@/db/insert-many";
import { auditLog } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { NO_REQUEST, type RequestInfo } from "@/lib/http/request-info";
import type { AuditDetails, AuditEvent, AuditObjectType } from "./model";

/** What an event happened to. The tenant is the one whose log shows the line. */
export type AuditObject = {
  type: AuditObjectType;
  id: string | number;
  name: string;
  tenantId: number;
  tenantPath: string;
};

/**
 * Who did it: a user who is signed in or known by a link or password; an unknown visitor, such as in a refused sign-in;
 * the operator of the server, by a command; or the installation itself.
 */
export type AuditActor =
  | { userId: number; login: string; tenantId: number; request: RequestInfo }
  | { userId: null; request: RequestInfo }
  | "operator"
  | "system";

/** The user of a request as the audit log takes it. */
export function auditActor(actor: Actor): AuditActor {
  return { userId: actor.userId, login: actor.login, tenantId: actor.tenantId, request: actor.request };
}

/**
 * Writes an audit line in the transaction of what it tells.
 * @param details figures and choices that explain the event; never a password, code, token or hash.
 */
export async function audit(
  tx: Transaction,
  actor: AuditActor,
  event: AuditEvent,
  object: AuditObject,
  details: AuditDetails = {},
): Promise<void> {
  await auditEach(tx, actor, event, [{ object, details }]);
}

/** The same for several objects: an entry each, in one statement. */
export async function auditEach(
  tx: Transaction,
  actor: AuditActor,
  event: AuditEvent,
  lines: readonly { object: AuditObject; details: AuditDetails }[],
): Promise<void> {
  const visitor = typeof actor === "string" ? null : actor;
  const request = visitor?.request ?? NO_REQUEST;
  const by = visitor?.userId == null ? null : visitor;
  await insertMany(
    tx,
    auditLog,
    lines.map(({ object, details }) => ({
      event,
      tenantId: object.tenantId,
      tenantPath: object.tenantPath,
      actorUserId: by?.userId ?? null,
      actorLogin: by?.login ?? null,
      actorTenantId: by?.tenantId ?? null,
      byOperator: actor === "operator",
      objectType: object.type,
      objectId: String(object.id),
      objectName: object.name,
      address: request.address,
      userAgent: request.userAgent,
      requestId: request.requestId,
      details,
    })),
  );
}
