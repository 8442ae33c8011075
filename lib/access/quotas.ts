import type { TenantKind } from "@/lib/vocabulary";
import { administers, type Place, type Rule, reads } from "./reach";

type QuotaRule = Rule<Place & { kind: TenantKind }>;

const where =
  (rule: Rule): QuotaRule =>
  (actor, place) =>
    reads(actor, place) ?? (place.kind === "unit" ? "QUOTA_OF_UNIT" : rule(actor, place));

/** No one raises their own quota. The provider has no one above it. */
const change: QuotaRule = (actor, place) =>
  administers(actor, place) ?? (place.path === actor.tenantPath && place.kind !== "root" ? "QUOTA_OWN" : null);

export const QUOTA_RULES = {
  "quota.view": where(reads),
  "quota.change": ((actor, place) => where(administers)(actor, place) ?? change(actor, place)) satisfies QuotaRule,
  "quota.set_notice": where(administers),
};

export type QuotaAction = keyof typeof QUOTA_RULES;
