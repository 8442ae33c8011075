import { can } from "@/lib/access/can";
import { settingsOf } from "@/lib/access/sections";
import type { Role, TenantKind } from "@/lib/vocabulary";

const root = { path: "1", kind: "root" as TenantKind };
const partner = { path: "1.2", kind: "partner" as TenantKind };
const actor = (tenantPath: string, role?: Role) => ({ tenantPath, roles: role ? { management_portal: role } : {} });

test.each([
  ["the provider's administrator", actor("1", "partner_admin"), root, true, true],
  ["the provider's reader", actor("1", "readonly_admin"), root, true, false],
  ["somebody of the provider without a role there", actor("1"), root, false, false],
  ["the provider's administrator in a partner", actor("1", "partner_admin"), partner, false, false],
  ["a partner's administrator in their own company", actor("1.2", "partner_admin"), partner, false, false],
  ["a partner's administrator at the provider", actor("1.2", "partner_admin"), root, false, false],
])("%s", (_name, who, place, sees, changes) => {
  expect(can(who, "agreement.view", place)).toBe(sees);
  expect(can(who, "agreement.change", place)).toBe(changes);
  expect(settingsOf(who, place).includes("license-agreement")).toBe(sees);
});
