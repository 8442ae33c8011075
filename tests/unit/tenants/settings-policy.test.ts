import type { Actor } from "@/lib/access/actor";
import { creationsOf, sectionsOf, settingsOf } from "@/lib/access/sections";
import { BACKUP_ROLES, ROLES, type Role } from "@/lib/vocabulary";

const actor = (role: Role | null): Pick<Actor, "tenantPath" | "roles"> => {
  if (!role) return { tenantPath: "1.7", roles: {} };
  return {
    tenantPath: "1.7",
    roles: BACKUP_ROLES.some((one) => one === role) ? { backup: role } : { management_portal: role },
  };
};

/** Path, and whether it is the actor's own tenant or below. */
const PLACES: [string, boolean][] = [
  ["1.7", true],
  ["1.7.42", true],
  ["1", false],
  ["1.8", false],
  ["1.77", false],
];
const SEE_SETTINGS: Role[] = ["partner_admin", "company_admin", "unit_admin", "readonly_admin"];

describe.each([...ROLES, null])("%s", (role) => {
  test.each(PLACES)("sees the settings of %s", (path, within) => {
    const sees = within && role !== null && SEE_SETTINGS.includes(role);
    expect(settingsOf(actor(role), { path, kind: "customer" }).includes("security")).toBe(sees);
    expect(sectionsOf(actor(role), { path, kind: "customer" }).includes("settings")).toBe(sees);
  });
});

test("of a self-managed customer those above see its general settings and nothing else, and make nothing in it", () => {
  const above = actor("partner_admin");
  const closed = { path: "1.7.42", insideHidden: true, open: true, kind: "customer" as const };
  expect(settingsOf(above, closed)).toEqual(["general", "quota"]);
  expect(sectionsOf(above, closed)).toEqual(["settings"]);
  expect(creationsOf(above, closed)).toEqual([]);
});

test("a unit, which has no quota, has no page about one", () => {
  const place = { path: "1.7.42" };
  expect(settingsOf(actor("partner_admin"), { ...place, kind: "customer" })).toEqual(["general", "quota", "security"]);
  expect(settingsOf(actor("partner_admin"), { ...place, kind: "unit" })).toEqual(["general", "security"]);
});
