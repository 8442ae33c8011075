import type { Actor } from "@/lib/access/actor";
import { isWithin } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import { CLIENT_KINDS, type ClientKind, MAY_CONTAIN, type TenantKind } from "@/lib/vocabulary";

type Who = Pick<Actor, "tenantPath" | "roles">;
type Parent = { path: string; kind: TenantKind };

/** Whether somebody may see who stands directly below a tenant: everybody with a role on the Management Portal there. */
export function mayListClients(actor: Who, { path }: Pick<Parent, "path">): boolean {
  return isWithin(actor, { tenantPath: path }) && actor.roles.management_portal !== undefined;
}

/** @throws AppError NOT_FOUND for a place out of reach, which must look as if it did not exist; FORBIDDEN within. */
export function assertMayListClients(actor: Who, parent: Pick<Parent, "path">): void {
  if (!mayListClients(actor, parent)) throw refusal(actor, parent);
}

/** The kinds of clients that somebody may create below a tenant: all that it can hold, for an administrator there. */
export function creatableKinds(actor: Who, parent: Parent): ClientKind[] {
  const administers = mayListClients(actor, parent) && actor.roles.management_portal !== "readonly_admin";
  return administers ? CLIENT_KINDS.filter((kind) => MAY_CONTAIN[parent.kind].includes(kind)) : [];
}

/** @throws AppError NOT_FOUND, FORBIDDEN as above; INVALID (kind) where the tenant cannot hold such a client. */
export function assertMayCreateClient(actor: Who, parent: Parent, kind: ClientKind): void {
  const kinds = creatableKinds(actor, parent);
  if (kinds.includes(kind)) return;
  throw kinds.length > 0 ? new AppError("INVALID", "kind") : refusal(actor, parent);
}

function refusal(actor: Who, { path }: Pick<Parent, "path">): AppError {
  return new AppError(isWithin(actor, { tenantPath: path }) ? "FORBIDDEN" : "NOT_FOUND");
}
