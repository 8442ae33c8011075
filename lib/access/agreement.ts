import type { TenantKind } from "@/lib/vocabulary";
import { type Place, type Rule, reads } from "./reach";

type AgreementPlace = Place & { kind: TenantKind };

/** Drafts, history and acceptances are the provider's: any other tenant looks as if it had none. */
const view: Rule<AgreementPlace> = (actor, place) => (place.kind === "root" ? reads(actor, place) : "NOT_FOUND");

const change: Rule<AgreementPlace> = (actor, place) =>
  view(actor, place) ?? (actor.roles.management_portal === "partner_admin" ? null : "FORBIDDEN");

export const AGREEMENT_RULES = { "agreement.view": view, "agreement.change": change };
