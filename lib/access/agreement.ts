import type { Actor } from "@/lib/access/actor";
import { isWithin } from "@/lib/access/reach";
import { AppError } from "@/lib/errors";
import type { TenantKind } from "@/lib/vocabulary";

type Place = { path: string; kind: TenantKind };
type Reader = Pick<Actor, "tenantPath" | "roles">;

/** Who sees drafts, history and acceptances: the provider's administrators, read-only ones included. It is the provider's agreement. */
export function mayManageAgreement(actor: Reader, { path, kind }: Place): boolean {
  return kind === "root" && isWithin(actor, { tenantPath: path }) && actor.roles.management_portal !== undefined;
}

/** Who edits and publishes. */
export function mayChangeAgreement(actor: Reader, place: Place): boolean {
  return mayManageAgreement(actor, place) && actor.roles.management_portal === "partner_admin";
}

/** @throws AppError NOT_FOUND for a place out of reach, and for a tenant that is not the provider and so has none; FORBIDDEN. */
export function assertMayManageAgreement(actor: Reader, place: Place): void {
  if (!mayManageAgreement(actor, place)) throw refusal(actor, place);
}

/** @throws AppError as `assertMayManageAgreement`. */
export function assertMayChangeAgreement(actor: Reader, place: Place): void {
  if (!mayChangeAgreement(actor, place)) throw refusal(actor, place);
}

function refusal(actor: Reader, { path, kind }: Place): AppError {
  return new AppError(kind === "root" && isWithin(actor, { tenantPath: path }) ? "FORBIDDEN" : "NOT_FOUND");
}
