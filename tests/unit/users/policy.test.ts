import fc from "fast-check";
import { accessOf, servicesOf } from "@/lib/access/actor";
import { assertCan, can } from "@/lib/access/can";
import { assertCanChange, isWithin } from "@/lib/access/reach";
import { assertGrantable, grantableRoles, rolesIn } from "@/lib/access/roles";
import { actionsOn, assertNotSelf, editsOn, obstacleToDisabling, type UserAction } from "@/lib/access/users";
import {
  BACKUP_ROLES,
  LIFE_CYCLE_ACTIONS,
  type LifeCycleAction,
  ROLES,
  type Role,
  TENANT_KINDS,
  type TenantKind,
  USER_EDITS,
  USER_STATUSES,
  type UserStatus,
} from "@/lib/vocabulary";
import { refusal } from "../../support/inspect";

const rolesOf = (role: Role) =>
  BACKUP_ROLES.some((one) => one === role) ? { backup: role } : { management_portal: role };
const actor = (role: Role | null, tenantPath = "1.2") => {
  const roles = role ? rolesOf(role) : {};
  return { tenantPath, roles, access: accessOf(roles) };
};

describe("the scope", () => {
  test.each([
    ["1.2", "1.2", true],
    ["1.2", "1.2.3", true],
    ["1.2", "1.2.20.3", true],
    ["1.2", "1.20", false],
    ["1.2", "1.20.3", false],
    ["1.2", "1.21.2", false],
    ["1.2", "1", false],
    ["1.2", "1.3", false],
    ["1.2", "2.1.2", false],
    ["1.2", "11.2", false],
    ["1.2", "", false],
    ["1", "1.2.3.4", true],
  ])("of %s holds %s: %s", (tenantPath, place, within) => {
    expect(isWithin({ tenantPath }, { path: place })).toBe(within);
  });

  const path = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });
  const write = (labels: number[]) => labels.join(".");

  test("holds exactly what begins with the same numbers", () => {
    fc.assert(
      fc.property(path, path, fc.nat(6), (own, other, shared) => {
        // Half of the places share a beginning: unrelated ones would almost never be within.
        const place = [...own.slice(0, shared), ...other];
        const expected = place.length >= own.length && own.every((label, depth) => place[depth] === label);
        expect(isWithin({ tenantPath: write(own) }, { path: write(place) })).toBe(expected);
      }),
    );
  });
});

const ACTIONS: UserAction[] = ["user.list", "user.create", "email.send_again", ...USER_EDITS, ...LIFE_CYCLE_ACTIONS];
const ADMINISTRATORS: Role[] = ["partner_admin", "company_admin", "unit_admin"];

describe("who may do what to users", () => {
  const table = ACTIONS.flatMap((action) => [...ROLES, null].map((role) => ({ action, role })));
  test.each(table)("$action as $role", ({ action, role }) => {
    const allowed =
      role !== null && (ADMINISTRATORS.includes(role) || (role === "readonly_admin" && action === "user.list"));
    expect(can(actor(role), action, { path: "1.2" })).toBe(allowed);
    expect(can(actor(role), action, { path: "1.2.9" })).toBe(allowed);
    for (const tenantPath of ["1", "1.3", "1.20"]) expect(can(actor(role), action, { path: tenantPath })).toBe(false);
  });

  test("out of reach is not found, within reach is forbidden", async () => {
    const attempt = (role: Role, tenantPath: string) =>
      refusal((async () => assertCan(actor(role), "user.create", { path: tenantPath }))());
    expect(await attempt("company_admin", "1.2.3")).toBe("done");
    expect(await attempt("company_admin", "1.3")).toEqual({ code: "NOT_FOUND" });
    expect(await attempt("readonly_admin", "1.2.3")).toEqual({ code: "FORBIDDEN" });
    expect(await attempt("readonly_admin", "1.3")).toEqual({ code: "NOT_FOUND" });
  });

  test.each([...ROLES, null])("a change at all as %s", async (role) => {
    const expected = role && ADMINISTRATORS.includes(role) ? "done" : { code: "FORBIDDEN" };
    expect(await refusal((async () => assertCanChange(actor(role)))())).toEqual(expected);
  });
});

describe("what is offered on a user's page", () => {
  const OFFERED: Record<UserStatus, LifeCycleAction[]> = {
    active: ["user.reset_password", "user.reset_two_factor", "user.disable"],
    not_activated: ["user.resend_activation", "user.disable"],
    disabled: ["user.reset_two_factor", "user.enable", "user.delete"],
    deleted: ["user.recover", "user.remove"],
  };
  const open = { path: "1.2.9", open: true };
  const someone = (status: UserStatus, more: { twoFactor?: boolean; recoverable?: boolean } = {}) => ({
    id: 7,
    status,
    twoFactor: true,
    recoverable: status === "deleted",
    ...more,
  });

  const table = USER_STATUSES.flatMap((status) => [...ROLES, null].map((role) => ({ status, role })));
  test.each(table)("on a user who is $status, for $role", ({ status, role }) => {
    const by = { ...actor(role), userId: 1 };
    const allowed = role !== null && ADMINISTRATORS.includes(role);
    expect(actionsOn(by, someone(status), open)).toEqual(allowed ? OFFERED[status] : []);
    for (const path of ["1", "1.3", "1.20"]) expect(actionsOn(by, someone(status), { ...open, path })).toEqual([]);
  });

  const by = { ...actor("company_admin"), userId: 1 };
  test("nothing about a second factor that is off, and no link that would not work", () => {
    expect(actionsOn(by, someone("active", { twoFactor: false }), open)).toEqual([
      "user.reset_password",
      "user.disable",
    ]);
    const closed = { ...open, open: false };
    expect(actionsOn(by, someone("active"), closed)).toEqual(["user.reset_two_factor", "user.disable"]);
    expect(actionsOn(by, someone("not_activated"), closed)).toEqual(["user.disable"]);
  });

  test("no recovery when its time is over", () => {
    expect(actionsOn(by, someone("deleted", { recoverable: false }), open)).toEqual(["user.remove"]);
  });

  test("to oneself only what cannot shut one out", async () => {
    expect(actionsOn({ ...by, userId: 7 }, someone("active"), open)).toEqual(["user.reset_password"]);
    for (const action of ACTIONS) {
      const refused = ["user.disable", "user.delete", "user.reset_two_factor", "user.update_roles"].includes(action);
      expect(await refusal((async () => assertNotSelf(by, action, 1))())).toEqual(refused ? { code: "SELF" } : "done");
      expect(await refusal((async () => assertNotSelf(by, action, 2))())).toBe("done");
    }
  });

  test.each(table)("which edit links of a user who is $status $role gets", ({ status, role }) => {
    const edits = role !== null && ADMINISTRATORS.includes(role) && status !== "deleted" ? [...USER_EDITS] : [];
    expect(editsOn({ ...actor(role), userId: 1 }, someone(status), open)).toEqual(edits);
    for (const path of ["1", "1.3", "1.20"]) {
      expect(editsOn({ ...actor(role), userId: 1 }, someone(status), { path })).toEqual([]);
    }
  });

  test("of oneself everything but the roles", () => {
    expect(editsOn({ ...by, userId: 7 }, someone("active"), open)).toEqual([
      "user.update_general",
      "user.update_settings",
    ]);
  });

  test("why a user cannot be disabled", () => {
    expect(obstacleToDisabling(by, { id: 1, lastAdministrator: true })).toBe("own");
    expect(obstacleToDisabling(by, { id: 7, lastAdministrator: true })).toBe("lastAdministrator");
    expect(obstacleToDisabling(by, { id: 7, lastAdministrator: false })).toBeNull();
  });
});

describe("which roles may be given", () => {
  /** portal-spec.md, "Roles". */
  const EXIST: Record<TenantKind, Role[]> = {
    root: ["partner_admin", "readonly_admin"],
    partner: ["partner_admin", "readonly_admin"],
    customer: [
      "company_admin",
      "readonly_admin",
      "protection_admin",
      "protection_ro_admin",
      "backup_user",
      "restore_operator",
    ],
    unit: [
      "unit_admin",
      "readonly_admin",
      "protection_admin",
      "protection_ro_admin",
      "backup_user",
      "restore_operator",
    ],
  };

  test.each(TENANT_KINDS)("in a %s", (kind) => {
    expect(rolesIn(kind)).toEqual(EXIST[kind]);
  });

  const table = TENANT_KINDS.flatMap((kind) => [...ROLES, null].map((role) => ({ kind, role })));
  test.each(table)("in a $kind by $role", async ({ kind, role }) => {
    const administrator = role !== null && ADMINISTRATORS.includes(role);
    const place = { path: "1.2.5", kind };
    expect(grantableRoles(actor(role), place)).toEqual(administrator ? EXIST[kind] : []);
    expect(grantableRoles(actor(role), { ...place, path: "1.20" })).toEqual([]);
    for (const given of ROLES) {
      const answer = await refusal((async () => assertGrantable(actor(role), given, place, "role"))());
      const allowed = administrator && EXIST[kind].includes(given);
      expect(answer).toEqual(allowed ? "done" : { code: "ROLE_NOT_AVAILABLE", field: "role" });
    }
  });
});

describe("what a role opens and how far it reaches in the database", () => {
  test.each<[Role | null, string, string[]]>([
    ["partner_admin", "admin", ["backup", "management_portal"]],
    ["company_admin", "admin", ["backup", "management_portal"]],
    ["unit_admin", "admin", ["backup", "management_portal"]],
    ["readonly_admin", "read", ["backup", "management_portal"]],
    ["protection_admin", "read", ["backup"]],
    ["protection_ro_admin", "read", ["backup"]],
    ["backup_user", "self", ["backup"]],
    ["restore_operator", "self", ["backup"]],
    [null, "self", []],
  ])("%s: %s, %j", (role, access, services) => {
    const roles = role ? rolesOf(role) : {};
    expect(accessOf(roles)).toBe(access);
    expect(servicesOf(roles)).toEqual(services);
  });

  test("of two roles the one that reaches further counts", () => {
    expect(accessOf({ management_portal: "readonly_admin", backup: "backup_user" })).toBe("read");
    expect(accessOf({ management_portal: "unit_admin", backup: "restore_operator" })).toBe("admin");
  });
});
