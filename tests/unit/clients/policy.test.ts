import { assertCan, can } from "@/lib/access/can";
import { assertCreatable, creatableKinds } from "@/lib/access/clients";
import { creationsOf, sectionsOf } from "@/lib/access/sections";
import type { Role, TenantKind } from "@/lib/vocabulary";

const actor = (tenantPath: string, role?: Role, service: "management_portal" | "backup" = "management_portal") => ({
  tenantPath,
  roles: role ? { [service]: role } : {},
});

const code = (run: () => void) => {
  try {
    run();
    return "allowed";
  } catch (error) {
    return (error as Error).message;
  }
};

test.each<[TenantKind, string[]]>([
  ["root", ["customer", "partner"]],
  ["partner", ["customer", "partner"]],
  ["customer", ["unit"]],
  ["unit", ["unit"]],
])("an administrator above a %s creates %j there", (kind, kinds) => {
  expect(creatableKinds(actor("1", "partner_admin"), { path: "1.2", kind })).toEqual(kinds);
  for (const wanted of ["customer", "partner", "unit"] as const) {
    const answer = code(() => assertCreatable(actor("1", "partner_admin"), { path: "1.2", kind }, wanted));
    expect(answer).toBe(kinds.includes(wanted) ? "allowed" : "INVALID (kind)");
  }
});

const customer = (path: string) => ({ path, kind: "customer" as const });

test.each<[string, ReturnType<typeof actor>, string, string, string]>([
  ["an administrator in the own tenant", actor("1.2", "company_admin"), "1.2", "allowed", "allowed"],
  ["an administrator below", actor("1.2", "company_admin"), "1.2.3", "allowed", "allowed"],
  ["an administrator beside", actor("1.2", "company_admin"), "1.20", "NOT_FOUND", "NOT_FOUND"],
  ["an administrator above", actor("1.2", "company_admin"), "1", "NOT_FOUND", "NOT_FOUND"],
  ["a reader", actor("1.2", "readonly_admin"), "1.2", "allowed", "FORBIDDEN"],
  ["a reader elsewhere", actor("1.2", "readonly_admin"), "1.3", "NOT_FOUND", "NOT_FOUND"],
  ["somebody of the backup service", actor("1.2", "protection_admin", "backup"), "1.2", "FORBIDDEN", "FORBIDDEN"],
  ["somebody without a role", actor("1.2"), "1.2", "FORBIDDEN", "FORBIDDEN"],
])("%s", (_name, who, path, list, create) => {
  expect(code(() => assertCan(who, "client.list", { path }))).toBe(list);
  expect(can(who, "client.list", { path })).toBe(list === "allowed");
  expect(code(() => assertCreatable(who, customer(path), "unit"))).toBe(create);
});

test('the tab is there for everyone on the Management Portal, and "+ New" has what can be created, users last', () => {
  const open = { path: "1.2", open: true, kind: "partner" as const };
  expect(sectionsOf(actor("1", "readonly_admin"), open)).toContain("clients");
  expect(sectionsOf(actor("1", "protection_admin", "backup"), open)).not.toContain("clients");
  expect(creationsOf(actor("1", "partner_admin"), { ...open, kind: "partner" })).toEqual([
    "customer",
    "partner",
    "user",
  ]);
  expect(creationsOf(actor("1", "partner_admin"), { ...open, kind: "unit" })).toEqual(["unit", "user"]);
  expect(creationsOf(actor("1", "readonly_admin"), { ...open, kind: "unit" })).toEqual([]);
  const disabled = { ...open, open: false };
  expect(creationsOf(actor("1", "partner_admin"), { ...disabled, kind: "partner" })).toEqual([]);
});
