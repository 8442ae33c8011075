import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { userRoles, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { actorOfSession } from "@/lib/auth/sessions";
import { VersionConflict } from "@/lib/errors";
import { getUser } from "@/lib/users/queries";
import { userGeneralSchema, userRolesSchema } from "@/lib/users/schema";
import { updateUserGeneral } from "@/lib/users/update-user-general";
import { updateUserRoles } from "@/lib/users/update-user-roles";
import { updateUserSettings } from "@/lib/users/update-user-settings";
import { openSessionFor } from "../../support/account";
import { actorFor, makeUser, REQUEST, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, refusal, rowCounts, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user", firstName: "Anna", lastName: "Berg" }));

const ALL_ON = { quota: true, reports: true, daily_recap: true };
const rowOf = async ({ id }: TestUser) => {
  const [row] = await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, id)));
  return row;
};
const rolesOf = async ({ id }: TestUser) => {
  const rows = await asSystem("test", (tx) => tx.select().from(userRoles).where(eq(userRoles.userId, id)));
  return Object.fromEntries(rows.map(({ service, role }) => [service, role]));
};
/** A user as a form is opened on them. */
const opened = (whom = user, by = admin) => getUser(actorFor(by), whom.tenant.id, whom.id);
const at = (whom: TestUser, version: string) => ({ tenantId: whom.tenant.id, userId: whom.id, version });
const general = (changes: Record<string, string> = {}) =>
  userGeneralSchema.parse({ email: user.email, firstName: "Anna", lastName: "Berg", language: "en", ...changes });

/** Each edit with something that it changes. */
const EDITS: [string, (by: Actor, whom: TestUser, version: string) => Promise<unknown>][] = [
  [
    "general",
    (by, whom, version) => updateUserGeneral(by, at(whom, version), general({ email: whom.email, firstName: "X" })),
  ],
  [
    "roles",
    (by, whom, version) => updateUserRoles(by, at(whom, version), { portalRole: "readonly_admin", backupRole: "none" }),
  ],
  ["settings", (by, whom, version) => updateUserSettings(by, at(whom, version), { ...ALL_ON, quota: false })],
];
const ANY = "1.0123456789abcdef";

describe.each(EDITS)("%s", (name, edit) => {
  test("is an administrator's, at or above, and no one else's, whatever they post", async () => {
    const before = [await rowOf(user), await rolesOf(user)];
    const never = await refusal(edit(actorFor(admin), { ...user, id: 999_999 }, ANY));
    expect(never).toEqual({ code: "NOT_FOUND" });
    for (const place of ["customerA2", "partnerB", "customerB1", "unitA1a", "customerC"] as const) {
      expect(await refusal(edit(actorFor(await makeUser({ tenant: tree[place] })), user, ANY))).toEqual(never);
    }
    for (const role of ["readonly_admin", "protection_admin", "backup_user"] as const) {
      const reader = await makeUser({ tenant: tree.customerA1, role });
      expect(await refusal(edit(actorFor(reader), user, ANY))).toEqual({ code: "FORBIDDEN" });
    }
    const elsewhere = { ...user, tenant: tree.customerA2 };
    const above = actorFor(await makeUser({ tenant: tree.partnerA }));
    expect(await refusal(edit(above, elsewhere, ANY))).toEqual(never);
    // Even if the policy functions were wrong, the database holds.
    const boaster = {
      ...actorFor(await makeUser({ tenant: tree.customerA2 })),
      roles: { management_portal: "partner_admin" as const },
    };
    expect(await refusal(edit(boaster, user, ANY))).toEqual(never);
    expect([await rowOf(user), await rolesOf(user)]).toEqual(before);
    expect(await auditLines()).toEqual([]);

    const { versions } = await opened();
    expect(await refusal(edit(above, user, versions[name as keyof typeof versions]))).toBe("done");
    expect((await rowOf(user))?.version).toBe(2);
  });

  test("is refused for a deleted user", async () => {
    await setColumn("users", user.id, "disabled_at = now(), deleted_at = now()");
    expect(await refusal(edit(actorFor(admin), user, ANY))).toEqual({ code: "USER_DELETED" });
  });

  test("on a form that was opened before another user saved shows the current values, and changes nothing", async () => {
    const other = actorFor(await makeUser({ tenant: tree.customerA1 }));
    const { versions } = await opened();
    const mine = versions[name as keyof typeof versions];
    const changed = {
      general: "first_name = 'Theirs'",
      roles: "first_name = first_name",
      settings: "notifications = '{}'",
    };
    await setColumn("users", user.id, `${changed[name as keyof typeof changed]}, version = version + 1`);
    if (name === "roles")
      await updateUserRoles(other, at(user, mine), { portalRole: "none", backupRole: "restore_operator" });
    const before = [await rowOf(user), await rolesOf(user), await rowCounts()];
    const conflict = await edit(actorFor(admin), user, mine).catch((error: unknown) => error);
    expect(conflict).toBeInstanceOf(VersionConflict);
    const { current } = conflict as VersionConflict;
    expect(current.values).toMatchObject(
      {
        general: { firstName: "Theirs", lastName: "Berg", email: user.email, language: "en" },
        roles: { portalRole: "none", backupRole: "restore_operator" },
        settings: { quota: "", reports: "", daily_recap: "" },
      }[name as "general" | "roles" | "settings"],
    );
    expect([await rowOf(user), await rolesOf(user), await rowCounts()]).toEqual(before);
    // "Keep mine".
    expect(await refusal(edit(actorFor(admin), user, current.version))).toBe("done");
  });

  test("saved unchanged, or twice, changes nothing and leaves no line", async () => {
    const { versions } = await opened();
    await edit(actorFor(admin), user, versions[name as keyof typeof versions]);
    const before = [await rowOf(user), await rowCounts()];
    // The second time with an old version: the new values are there already.
    await edit(actorFor(admin), user, versions[name as keyof typeof versions]);
    expect([await rowOf(user), await rowCounts()]).toEqual(before);
  });
});

test("two users who edit different parts don't conflict", async () => {
  const { versions } = await opened();
  await updateUserGeneral(actorFor(admin), at(user, versions.general), general({ firstName: "Anne" }));
  await updateUserSettings(actorFor(admin), at(user, versions.settings), { ...ALL_ON, reports: false });
  await updateUserRoles(actorFor(admin), at(user, versions.roles), {
    portalRole: "none",
    backupRole: "restore_operator",
  });
  expect(await rowOf(user)).toMatchObject({ firstName: "Anne", notifications: ["quota", "daily_recap"], version: 4 });
  expect((await auditLines()).map(({ event, objectId, details }) => [event, objectId, details])).toEqual([
    ["user.update_general", String(user.id), { firstName: { from: "Anna", to: "Anne" } }],
    ["user.update_settings", String(user.id), { reports: { from: true, to: false } }],
    ["user.update_roles", String(user.id), { backupRole: { from: "backup_user", to: "restore_operator" } }],
  ]);
});

test("names and language are normalized, and may be emptied", async () => {
  const { versions } = await opened();
  const input = general({ firstName: "  Zoë ", lastName: " ", language: "ja" });
  await updateUserGeneral(actorFor(admin), at(user, versions.general), input);
  expect(await rowOf(user)).toMatchObject({ firstName: "Zoë", lastName: null, language: "ja", email: user.email });
});

describe("roles", () => {
  const change = async (by: TestUser, whom: TestUser, input: Partial<{ portalRole: string; backupRole: string }>) =>
    updateUserRoles(actorFor(by), at(whom, (await opened(whom, by)).versions.roles), userRolesSchema.parse(input));

  test("one on each service, given, changed and taken, and they hold in sessions that are open", async () => {
    const session = await openSessionFor(user);
    await change(admin, user, { portalRole: "readonly_admin", backupRole: "protection_admin" });
    expect(await rolesOf(user)).toEqual({ management_portal: "readonly_admin", backup: "protection_admin" });
    expect(await actorOfSession(session, REQUEST)).toMatchObject({
      roles: { management_portal: "readonly_admin", backup: "protection_admin" },
      access: "read",
    });
    await change(admin, user, { portalRole: "company_admin" });
    expect(await rolesOf(user)).toEqual({ management_portal: "company_admin" });
    expect(await actorOfSession(session, REQUEST)).toMatchObject({ access: "admin" });
    await change(admin, user, { backupRole: "backup_user" });
    expect(await actorOfSession(session, REQUEST)).toMatchObject({ roles: { backup: "backup_user" }, access: "self" });
  });

  test("none at all is refused by the form", () => {
    const issues = (input: object) =>
      userRolesSchema.safeParse(input).error?.issues.map(({ path, message }) => [path[0], message]);
    expect(issues({})).toEqual([["portalRole", "ROLE_REQUIRED"]]);
    expect(issues({ portalRole: "none", backupRole: "none" })).toEqual([["portalRole", "ROLE_REQUIRED"]]);
    expect(issues({ portalRole: "backup_user" })).toEqual([["portalRole", "ROLE_NOT_AVAILABLE"]]);
    expect(issues({ backupRole: "company_admin" })).toEqual([["backupRole", "ROLE_NOT_AVAILABLE"]]);
  });

  test.each([
    ["customerA1", { portalRole: "partner_admin" }, "portalRole"],
    ["customerA1", { portalRole: "unit_admin" }, "portalRole"],
    ["unitA1a", { portalRole: "company_admin" }, "portalRole"],
    ["partnerA", { portalRole: "company_admin" }, "portalRole"],
    ["partnerA", { portalRole: "readonly_admin", backupRole: "backup_user" }, "backupRole"],
    ["provider", { portalRole: "readonly_admin", backupRole: "protection_admin" }, "backupRole"],
  ] as const)("of another kind of tenant cannot be given in %s: %j", async (place, input, field) => {
    const above = await makeUser({ tenant: tree.provider });
    const whom = await makeUser({ tenant: tree[place] });
    await makeUser({ tenant: tree[place] });
    expect(await refusal(change(above, whom, input))).toEqual({ code: "ROLE_NOT_AVAILABLE", field });
    expect((await rowOf(whom))?.version).toBe(1);
  });

  test("no one changes their own", async () => {
    const second = await makeUser({ tenant: tree.customerA1 });
    expect(await refusal(change(second, second, { portalRole: "readonly_admin" }))).toEqual({ code: "SELF" });
    expect(await rolesOf(second)).toEqual({ management_portal: "company_admin" });
  });

  test("the last active administrator stays one; readers, disabled, new and higher users do not count", async () => {
    const above = await makeUser({ tenant: tree.partnerA });
    await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
    await makeUser({ tenant: tree.customerA1, disabled: true });
    await makeUser({ tenant: tree.customerA1, activated: false });
    await makeUser({ tenant: tree.unitA1a });
    for (const input of [{ portalRole: "readonly_admin" }, { backupRole: "protection_admin" }]) {
      expect(await refusal(change(above, admin, input))).toEqual({ code: "LAST_ADMINISTRATOR" });
    }
    expect(await rolesOf(admin)).toEqual({ management_portal: "company_admin" });
    // A role on another service costs no one an administrator.
    await change(above, admin, { portalRole: "company_admin", backupRole: "protection_admin" });
    await change(above, user, { portalRole: "company_admin" });
    await change(above, admin, { portalRole: "readonly_admin" });
    expect(await rolesOf(admin)).toEqual({ management_portal: "readonly_admin" });
    expect(await refusal(change(above, user, { portalRole: "readonly_admin" }))).toEqual({
      code: "LAST_ADMINISTRATOR",
    });
  });
});
