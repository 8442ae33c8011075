import { type Actor, accessOf } from "@/lib/auth/actor";
import { creationsOf, mayOpen, sectionsOf } from "@/lib/tenants/policy";
import type { TenantKind } from "@/lib/tenants/schema";
import { assertCan, assertMayChange, can, grantableRoles, maySeePeople, type UserAction } from "@/lib/users/policy";
import type { Role, Roles } from "@/lib/users/schema";

type TestActor = Pick<Actor, "tenantPath" | "roles" | "access">;

const actor = (tenantPath: string, roles: Roles): TestActor => ({ tenantPath, roles, access: accessOf(roles) });
const inPortal = (path: string, role: Role) => actor(path, { management_portal: role });
const inBackup = (path: string, role: Role) => actor(path, { backup: role });

// Tenants: 1 provider, 1.2 partner, 1.2.3 customer, 1.2.3.4 unit, 1.5 another partner, 1.20 one whose id begins alike.
const ACTIONS: UserAction[] = ["user.list", "user.create", "user.resend_activation", "email.send_again"];
const ALL = ACTIONS;
const READ: UserAction[] = ["user.list"];
const NONE: UserAction[] = [];

const TABLE: [name: string, who: TestActor, where: string, allowed: UserAction[]][] = [
  ["provider's administrator at home", inPortal("1", "partner_admin"), "1", ALL],
  ["provider's administrator in a unit far below", inPortal("1", "partner_admin"), "1.2.3.4", ALL],
  ["partner's administrator at home", inPortal("1.2", "partner_admin"), "1.2", ALL],
  ["partner's administrator in a customer", inPortal("1.2", "partner_admin"), "1.2.3", ALL],
  ["partner's administrator above", inPortal("1.2", "partner_admin"), "1", NONE],
  ["partner's administrator beside", inPortal("1.2", "partner_admin"), "1.5", NONE],
  ["partner's administrator beside, id begins alike", inPortal("1.2", "partner_admin"), "1.20", NONE],
  ["company administrator at home", inPortal("1.2.3", "company_admin"), "1.2.3", ALL],
  ["company administrator in a unit", inPortal("1.2.3", "company_admin"), "1.2.3.4", ALL],
  ["company administrator above", inPortal("1.2.3", "company_admin"), "1.2", NONE],
  ["unit administrator at home", inPortal("1.2.3.4", "unit_admin"), "1.2.3.4", ALL],
  ["unit administrator above", inPortal("1.2.3.4", "unit_admin"), "1.2.3", NONE],
  ["read-only administrator at home", inPortal("1.2", "readonly_admin"), "1.2", READ],
  ["read-only administrator below", inPortal("1.2", "readonly_admin"), "1.2.3.4", READ],
  ["read-only administrator above", inPortal("1.2", "readonly_admin"), "1", NONE],
  ["backup administrator at home", inBackup("1.2.3", "protection_admin"), "1.2.3", NONE],
  ["read-only backup administrator at home", inBackup("1.2.3", "protection_ro_admin"), "1.2.3", NONE],
  ["backup user at home", inBackup("1.2.3", "backup_user"), "1.2.3", NONE],
  ["restore operator at home", inBackup("1.2.3", "restore_operator"), "1.2.3", NONE],
  ["somebody without a role", actor("1.2.3", {}), "1.2.3", NONE],
];

test.each(TABLE)("%s", (_name, who, tenantPath, allowed) => {
  expect(ACTIONS.filter((action) => can(who, action, { tenantPath }))).toEqual(allowed);
  expect(sectionsOf(who, { path: tenantPath })).toEqual(allowed.includes("user.list") ? ["users"] : []);
  const newItems = creationsOf(who, { path: tenantPath, disabledAt: null });
  expect(newItems).toEqual(allowed.includes("user.create") ? ["user"] : []);
  expect(creationsOf(who, { path: tenantPath, disabledAt: new Date() })).toEqual([]);
});

test.each([
  ["1.2.3", "FORBIDDEN"],
  ["1.2.3.4", "FORBIDDEN"],
  ["1.2", "NOT_FOUND"],
  ["1.5", "NOT_FOUND"],
])("what a reader may not change in %s is refused as %s", (tenantPath, code) => {
  const reader = inPortal("1.2.3", "readonly_admin");
  expect(() => assertCan(reader, "user.create", { tenantPath })).toThrow(code);
});

test("only administrators may change anything", () => {
  for (const role of ["partner_admin", "company_admin", "unit_admin"] as const) {
    expect(() => assertMayChange(inPortal("1.2", role))).not.toThrow();
  }
  expect(() => assertMayChange(inPortal("1.2", "readonly_admin"))).toThrow("FORBIDDEN");
  for (const role of ["protection_admin", "protection_ro_admin", "backup_user", "restore_operator"] as const) {
    expect(() => assertMayChange(inBackup("1.2", role))).toThrow("FORBIDDEN");
  }
});

test.each<[string, TestActor, string, open: boolean, people: boolean]>([
  ["company administrator at home", inPortal("1.2.3", "company_admin"), "1.2.3", true, true],
  ["company administrator in a unit", inPortal("1.2.3", "company_admin"), "1.2.3.4", true, true],
  ["company administrator above", inPortal("1.2.3", "company_admin"), "1.2", false, false],
  ["read-only administrator below", inPortal("1.2", "readonly_admin"), "1.2.3", true, true],
  ["backup administrator at home", inBackup("1.2.3", "protection_admin"), "1.2.3", true, true],
  ["backup administrator in a unit", inBackup("1.2.3", "protection_admin"), "1.2.3.4", true, true],
  ["backup administrator beside", inBackup("1.2.3", "protection_admin"), "1.2.30", false, false],
  ["backup user at home", inBackup("1.2.3", "backup_user"), "1.2.3", true, false],
  ["backup user in a unit", inBackup("1.2.3", "backup_user"), "1.2.3.4", false, false],
  ["restore operator above", inBackup("1.2.3", "restore_operator"), "1.2", false, false],
])("%s: opens the tenant, sees who uses it", (_name, who, path, open, people) => {
  expect(mayOpen(who, { path })).toBe(open);
  expect(maySeePeople(who, { tenantPath: path })).toBe(people);
});

const BACKUP: Role[] = ["protection_admin", "protection_ro_admin", "backup_user", "restore_operator"];

test.each<[TenantKind, Role[]]>([
  ["root", ["partner_admin", "readonly_admin"]],
  ["partner", ["partner_admin", "readonly_admin"]],
  ["customer", ["company_admin", "readonly_admin", ...BACKUP]],
  ["unit", ["unit_admin", "readonly_admin", ...BACKUP]],
])("in a %s an administrator above gives what exists there; nobody else gives anything", (kind, roles) => {
  const place = { tenantPath: "1.2", kind };
  expect(grantableRoles(inPortal("1", "partner_admin"), place)).toEqual(roles);
  expect(grantableRoles(inPortal("1", "readonly_admin"), place)).toEqual([]);
  expect(grantableRoles(inBackup("1", "protection_admin"), place)).toEqual([]);
  expect(grantableRoles(inPortal("1.2.3", "company_admin"), place)).toEqual([]);
});
