import { assertCan, can } from "@/lib/access/can";
import { tenantActionsOn } from "@/lib/access/tenants";
import type { ErrorCode } from "@/lib/errors";
import { AppError } from "@/lib/errors";
import type { Role } from "@/lib/vocabulary";
import { TENANT_ACTIONS, type TenantAction } from "@/lib/vocabulary";

const actor = (tenantPath: string, role: Role | null) => {
  const roles = role === null ? {} : role === "protection_admin" ? { backup: role } : { management_portal: role };
  const access = role === "readonly_admin" || role === "protection_admin" ? ("read" as const) : ("admin" as const);
  return { tenantPath, roles, access: role === null ? ("self" as const) : access };
};

const FROM_ABOVE: TenantAction[] = [
  "tenant.start_production",
  "tenant.move",
  "tenant.enable",
  "tenant.disable",
  "tenant.recover",
  "tenant.delete",
  "tenant.remove",
];
const ANYWHERE: TenantAction[] = ["tenant.update", "tenant.start_self_management"];

/** Who, from where, on what, and whether for the four groups of actions: anywhere within, from above only, opening the door. */
const TABLE: [string, string, Role | null, string, boolean, boolean, boolean][] = [
  ["a partner's administrator, on a customer below", "1.2", "partner_admin", "1.2.3", true, true, false],
  ["a partner's administrator, far below", "1", "partner_admin", "1.2.3.4", true, true, false],
  ["a customer's administrator, on their own company", "1.2.3", "company_admin", "1.2.3", true, false, true],
  ["a customer's administrator, on a unit", "1.2.3", "company_admin", "1.2.3.4", true, true, false],
  ["a unit's administrator, on their own unit", "1.2.3.4", "unit_admin", "1.2.3.4", true, false, true],
  ["the provider, on itself", "1", "partner_admin", "1", true, false, true],
  ["an administrator, on the company above", "1.2.3", "company_admin", "1.2", false, false, false],
  ["an administrator, on the company beside", "1.2.3", "company_admin", "1.2.33", false, false, false],
  ["an administrator, on a sibling partner", "1.2", "partner_admin", "1.5", false, false, false],
  ["a read-only administrator, below", "1.2", "readonly_admin", "1.2.3", false, false, false],
  ["a backup administrator, on the own company", "1.2.3", "protection_admin", "1.2.3", false, false, false],
  ["somebody without a role", "1.2.3", null, "1.2.3", false, false, false],
];

test.each(TABLE)("%s", (_name, from, role, path, anywhere, above, opening) => {
  const who = actor(from, role);
  const may = (action: TenantAction) => can(who, action, { path });
  expect(ANYWHERE.map(may)).toEqual(ANYWHERE.map(() => anywhere));
  expect(FROM_ABOVE.map(may)).toEqual(FROM_ABOVE.map(() => above));
  expect(may("tenant.end_self_management")).toBe(opening);
  expect([...ANYWHERE, ...FROM_ABOVE, "tenant.end_self_management"].sort()).toEqual([...TENANT_ACTIONS].sort());
});

const REFUSALS: [string, string, Role | null, string, TenantAction, ErrorCode][] = [
  ["the own company, by its administrator", "1.2.3", "company_admin", "1.2.3", "tenant.disable", "OWN_TENANT"],
  ["the own company, by a reader", "1.2.3", "readonly_admin", "1.2.3", "tenant.disable", "FORBIDDEN"],
  ["a company above looks as if it were not there", "1.2.3", "company_admin", "1.2", "tenant.delete", "NOT_FOUND"],
  ["so does one beside", "1.2", "partner_admin", "1.3", "tenant.update", "NOT_FOUND"],
  ["opening somebody else's door", "1.2", "partner_admin", "1.2.3", "tenant.end_self_management", "FORBIDDEN"],
  ["a reader changes nothing", "1", "readonly_admin", "1.2", "tenant.update", "FORBIDDEN"],
];

test.each(REFUSALS)("refused: %s", (_name, from, role, path, action, code) => {
  expect(() => assertCan(actor(from, role), action, { path })).toThrow(new AppError(code));
});

const base = { path: "1.2.3", kind: "customer", mode: "production", selfManaged: false, disabledAt: null } as const;
const partner = actor("1.2", "partner_admin");
const NOW = new Date();

test.each([
  ["an active trial", { ...base, mode: "trial" }, "update start_production move start_self_management disable"],
  ["an active customer", base, "update move start_self_management disable"],
  ["a self-managed customer", { ...base, selfManaged: true }, "update move disable"],
  ["a disabled customer", { ...base, disabledAt: NOW }, "update move start_self_management enable delete"],
  [
    "one below a disabled partner",
    { ...base, disabledAt: NOW, openAbove: false },
    "update move start_self_management delete",
  ],
  ["a deleted one", { ...base, disabledAt: NOW, deletedAt: NOW }, "recover remove"],
  ["one whose 30 days are over", { ...base, deletedAt: NOW, recoverable: false }, "remove"],
  ["a partner", { ...base, kind: "partner", mode: null }, "update move disable"],
  ["a unit", { ...base, kind: "unit", mode: null }, "update disable"],
] as const)("what is offered to those above: %s", (_name, tenant, expected) => {
  const offered = tenantActionsOn(partner, tenant).map((action) => action.replace("tenant.", ""));
  expect(offered.join(" ")).toBe(expected);
});

test("to the customer's own administrator: its properties and its door", () => {
  const own = actor("1.2.3", "company_admin");
  expect(tenantActionsOn(own, { ...base, mode: "trial" })).toEqual(["tenant.update", "tenant.start_self_management"]);
  expect(tenantActionsOn(own, { ...base, selfManaged: true })).toEqual(["tenant.update", "tenant.end_self_management"]);
  expect(tenantActionsOn(actor("1.2.3", "readonly_admin"), base)).toEqual([]);
});
