import type { Actor } from "@/lib/access/actor";
import { assertCan, can } from "@/lib/access/can";
import { sectionsOf } from "@/lib/access/sections";
import { AppError } from "@/lib/errors";
import { BACKUP_ROLES, ROLES, type Role } from "@/lib/vocabulary";

const OWN = "1.7";
const actor = (role: Role | null): Pick<Actor, "tenantPath" | "roles"> => {
  if (!role) return { tenantPath: OWN, roles: {} };
  const service = BACKUP_ROLES.some((one) => one === role) ? "backup" : "management_portal";
  return { tenantPath: OWN, roles: { [service]: role } };
};

const READERS: Role[] = ["partner_admin", "company_admin", "unit_admin", "readonly_admin"];

/** Place, and whether it is the actor's own or below. */
const PLACES: [string, boolean][] = [
  ["1.7", true],
  ["1.7.42", true],
  ["1.7.42.99", true],
  ["1", false],
  ["1.8", false],
  ["1.77", false],
  ["1.71.7", false],
  ["7", false],
];

describe.each([...ROLES, null])("%s", (role) => {
  test.each(PLACES)("reads the log of %s", (tenantPath, within) => {
    const may = within && role !== null && READERS.includes(role);
    expect(can(actor(role), "audit_log.read", { path: tenantPath })).toBe(may);
    expect(sectionsOf(actor(role), { path: tenantPath, kind: "customer" }).includes("audit-log")).toBe(may);
    const asserting = () => assertCan(actor(role), "audit_log.read", { path: tenantPath });
    if (may) expect(asserting).not.toThrow();
    else expect(asserting).toThrow(new AppError(within ? "FORBIDDEN" : "NOT_FOUND"));
  });
});
