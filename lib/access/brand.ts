import type { TenantKind } from "@/lib/vocabulary";
import { administers, type Place, type Rule, reads } from "./reach";

type BrandPlace = Place & { kind: TenantKind };

/** Whether tenants of a kind have a brand of their own: those that sell to others. */
export function hasBrand(kind: TenantKind): boolean {
  return kind === "root" || kind === "partner";
}

const where =
  (rule: Rule): Rule<BrandPlace> =>
  (actor, place) =>
    hasBrand(place.kind) ? rule(actor, place) : "BRAND_OF_CUSTOMER";

/** The provider alone vouches for names: it decides which ones its servers answer to. */
const asProvider: Rule = (actor, place) =>
  administers(actor, place) ?? (actor.tenantPath.includes(".") ? "FORBIDDEN" : null);

export const BRAND_RULES = {
  "brand.view": where(reads),
  "brand.change": where(administers),
  "brand.confirm_host": where(asProvider),
};
