import type { Scope } from "@/db";
import type { RequestInfo } from "@/lib/http/request-info";
import type { Language, Role, Service, TenantKind } from "@/lib/vocabulary";

/** A signed-in user, as the database knew them at the start of this request. Verbs take it as their first argument. */
export type Actor = Scope & {
  sessionId: string;
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  /** In which pages and files show moments: the user's own, or that of their company. */
  timeZone: string;
  /** The one that they get without one of their own. */
  companyTimeZone: string;
  tenantId: number;
  tenantName: string;
  tenantKind: TenantKind;
  roles: Partial<Record<Service, Role>>;
  /** Whether the End-User License Agreement in force was accepted; no service answers before. */
  eulaAccepted: boolean;
  /** Whether they have yet to set up the second factor that their company requires; nothing else answers before. */
  twoFactorDue: boolean;
  /** When the database was asked: what time it is for this request. */
  now: Date;
  request: RequestInfo;
};

/** As much of an actor as reading takes. A job reads with it what a user's own pages would show. */
export type Reader = Scope & Pick<Actor, "roles">;

const ADMINISTRATORS: readonly Role[] = ["partner_admin", "company_admin", "unit_admin"];
const READERS: readonly Role[] = ["readonly_admin", "protection_admin", "protection_ro_admin"];

/** How far roles reach in the database: change, look at, or only what is one's own. */
export function accessOf(roles: Actor["roles"]): Scope["access"] {
  const held = Object.values(roles);
  if (held.some((role) => ADMINISTRATORS.includes(role))) return "admin";
  return held.some((role) => READERS.includes(role)) ? "read" : "self";
}

/** Which services a user can open. */
export function servicesOf(roles: Actor["roles"]): Service[] {
  if (roles.management_portal) return ["backup", "management_portal"];
  return roles.backup ? ["backup"] : [];
}
