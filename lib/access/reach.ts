import type { Place } from "@/lib/users/policy";
import type { Actor } from "./actor";

/** Whether a place is the actor's own tenant or below it. */
export function isWithin(actor: Pick<Actor, "tenantPath">, { tenantPath }: Place): boolean {
  return tenantPath === actor.tenantPath || tenantPath.startsWith(`${actor.tenantPath}.`);
}
