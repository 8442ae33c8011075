import { AppError } from "@/lib/errors";
import { CLIENT_KINDS, type ClientKind, MAY_CONTAIN, type TenantKind } from "@/lib/vocabulary";
import { administers, obstacleOf, type Place, reads, type Who } from "./reach";

export const CLIENT_RULES = { "client.list": reads, "client.create": administers };

/** The kinds of clients that an actor can create below a tenant: all that it can hold, for an administrator there. */
export function creatableKinds(actor: Who, parent: Place & { kind: TenantKind }): ClientKind[] {
  if (obstacleOf(administers, actor, parent)) return [];
  return CLIENT_KINDS.filter((kind) => MAY_CONTAIN[parent.kind].includes(kind));
}

/** @throws AppError NOT_FOUND, FORBIDDEN as `assertCan`; INVALID (kind) where the tenant can't hold such a client. */
export function assertCreatable(actor: Who, parent: Place & { kind: TenantKind }, kind: ClientKind): void {
  const code = obstacleOf(administers, actor, parent);
  if (code) throw new AppError(code);
  const kinds = creatableKinds(actor, parent);
  if (!kinds.includes(kind)) throw kinds.length > 0 ? new AppError("INVALID", "kind") : new AppError("FORBIDDEN");
}
