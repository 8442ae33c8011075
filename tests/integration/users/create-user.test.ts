import { asSystem } from "@/db";
import { userRoles, users } from "@/db/tables";
import { tokenToString } from "@/lib/auth/tokens";
import { createUser } from "@/lib/users/create-user";
import { type CreateUserInput, createUserSchema } from "@/lib/users/schema";
import type { Role } from "@/lib/vocabulary";
import { actorFor, adminOf, makeUser, type Tree, useTree } from "../../support/factories";
import { auditLines, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

const form = (changes: Record<string, unknown> = {}): CreateUserInput =>
  createUserSchema.parse({
    email: "Zoe@Contoso.Example",
    useEmailAsLogin: "on",
    language: "de",
    firstName: "Zoë",
    access: "administrator",
    ...changes,
  });

test("an international address is stored as people read it, and is a login as xn--", async () => {
  const actor = await adminOf(tree.partnerA);
  for (const email of ["Info@BÜCHER.example", "info@xn--80a1acny.xn--p1ai"]) {
    await createUser(actor, tree.customerA1.id, form({ email }));
  }
  const stored = await asSystem("test", (tx) => tx.select({ email: users.email, login: users.login }).from(users));
  expect(stored).toEqual(
    expect.arrayContaining([
      { email: "info@bücher.example", login: "info@xn--bcher-kva.example" },
      { email: "info@почта.рф", login: "info@xn--80a1acny.xn--p1ai" },
    ]),
  );
  expect((await outbox()).map(({ toAddress }) => toAddress)).toEqual(["info@bücher.example", "info@почта.рф"]);
  const again = createUser(actor, tree.customerA1.id, form({ email: "info@xn--bcher-kva.example" }));
  expect(await refusal(again)).toEqual({ code: "LOGIN_TAKEN", field: "email" });
});

test("a new user is in the tenant with role, link, email and audit entry", async () => {
  const actor = await adminOf(tree.partnerA);
  const id = await createUser(actor, tree.customerA1.id, form());

  const created = (await asSystem("test", (tx) => tx.select().from(users))).find((row) => row.id === id);
  expect(created).toMatchObject({
    tenantId: tree.customerA1.id,
    tenantPath: tree.customerA1.path,
    login: "zoe@contoso.example",
    email: "zoe@contoso.example",
    firstName: "Zoë",
    lastName: null,
    language: "de",
    activatedAt: null,
    disabledAt: null,
  });
  const [token] = await tokensOf(id, "activation");
  expect(token?.state).toBe("live");
  const inSevenDays = Date.now() + 7 * 24 * 3_600_000;
  expect(Math.abs((token?.expiresAt.getTime() ?? 0) - inSevenDays)).toBeLessThan(60_000);
  const [email, ...more] = await outbox();
  expect(more).toEqual([]);
  expect(email).toMatchObject({
    userId: id,
    tenantPath: tree.customerA1.path,
    template: "activation",
    toAddress: "zoe@contoso.example",
    language: "de",
    status: "queued",
    payload: { tokenId: token?.id },
  });
  const [line] = await auditLines();
  expect(line).toMatchObject({
    event: "user.create",
    actorUserId: actor.userId,
    actorLogin: actor.login,
    tenantId: tree.customerA1.id,
    objectId: String(id),
    objectName: "zoe@contoso.example",
    address: actor.request.address,
    details: { role: "company_admin" },
  });
  expect(JSON.stringify([email, line])).not.toContain(tokenToString("activation", token?.id ?? ""));
});

const CHOICES = [
  ["administrator", undefined],
  ["readonly", undefined],
  ["backup", "protection_admin"],
  ["backup", "protection_ro_admin"],
  ["backup", "backup_user"],
  ["backup", "restore_operator"],
] as const;

/** portal-spec.md, "Roles", column "on"; null where the role does not exist. */
const ROLE_IN: Record<string, (Role | null)[]> = {
  provider: ["partner_admin", "readonly_admin", null, null, null, null],
  partnerA: ["partner_admin", "readonly_admin", null, null, null, null],
  customerA1: [
    "company_admin",
    "readonly_admin",
    "protection_admin",
    "protection_ro_admin",
    "backup_user",
    "restore_operator",
  ],
  unitA1a: [
    "unit_admin",
    "readonly_admin",
    "protection_admin",
    "protection_ro_admin",
    "backup_user",
    "restore_operator",
  ],
};

describe.each(Object.keys(ROLE_IN) as (keyof Tree)[])("in %s", (place) => {
  test.each(CHOICES.map((choice, index) => ({ choice, role: ROLE_IN[place]?.[index] ?? null })))(
    "the choice $choice gives the role $role",
    async ({ choice: [access, backupRole], role }) => {
      const actor = await adminOf(tree.provider);
      const input = form({ access, backupRole });
      if (role === null) {
        const before = await rowCounts();
        const field = access === "backup" ? "backupRole" : "access";
        expect(await refusal(createUser(actor, tree[place].id, input))).toEqual({ code: "ROLE_NOT_AVAILABLE", field });
        expect(await rowCounts()).toEqual(before);
        return;
      }
      const id = await createUser(actor, tree[place].id, input);
      const roles = await asSystem("test", (tx) => tx.select().from(userRoles));
      expect(roles.filter(({ userId }) => userId === id)).toEqual([
        {
          userId: id,
          tenantId: tree[place].id,
          tenantPath: tree[place].path,
          service: access === "backup" ? "backup" : "management_portal",
          role,
        },
      ]);
    },
  );
});

const WITHOUT_RIGHTS = [
  "readonly_admin",
  "protection_admin",
  "protection_ro_admin",
  "backup_user",
  "restore_operator",
] as const;

test.each(WITHOUT_RIGHTS)("%s creates no one, and is refused whatever the tenant", async (role) => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1, role }));
  const before = await rowCounts();
  for (const tenantId of [tree.customerA1.id, tree.unitA1a.id, tree.partnerA.id, 999]) {
    expect(await refusal(createUser(actor, tenantId, form()))).toEqual({ code: "FORBIDDEN" });
  }
  expect(await rowCounts()).toEqual(before);
});

test("a tenant above, beside or elsewhere is answered exactly like one that never was", async () => {
  const actor = await adminOf(tree.customerA1);
  const before = await rowCounts();
  const never = await refusal(createUser(actor, 999, form()));
  expect(never).toEqual({ code: "NOT_FOUND" });
  for (const place of ["provider", "partnerA", "customerA2", "partnerB", "customerB1", "unitB1a"] as const) {
    expect(await refusal(createUser(actor, tree[place].id, form()))).toEqual(never);
  }
  await setColumn("tenants", tree.unitA1a.id, "deleted_at = now()");
  expect(await refusal(createUser(actor, tree.unitA1a.id, form()))).toEqual(never);
  expect(await rowCounts()).toEqual(before);
});

test("an actor who claims administrator rights beyond the scope of the door still reaches nothing", async () => {
  // Even if the policy functions were wrong, the database holds.
  const actor = { ...(await adminOf(tree.customerA1)), roles: { management_portal: "partner_admin" as const } };
  expect(await refusal(createUser(actor, tree.partnerB.id, form()))).toEqual({ code: "NOT_FOUND" });
});

test.each(["unitA1b", "unitA1a"] as const)(
  "nobody is created in a disabled company, nor below one (%s disabled)",
  async (closed) => {
    const actor = await adminOf(tree.customerA1);
    await setColumn("tenants", tree[closed].id, "disabled_at = now()");
    const before = await rowCounts();
    expect(await refusal(createUser(actor, tree.unitA1b.id, form()))).toEqual({ code: "TENANT_DISABLED" });
    expect(await rowCounts()).toEqual(before);
  },
);

test("a login that is taken anywhere, in whatever case, is refused at its field and leaves nothing", async () => {
  await makeUser({ tenant: tree.customerB1, login: "ZOE@contoso.example" });
  await makeUser({ tenant: tree.customerB1, login: "Zoe.C" });
  const actor = await adminOf(tree.customerA1);
  const before = await rowCounts();
  expect(await refusal(createUser(actor, tree.customerA1.id, form()))).toEqual({ code: "LOGIN_TAKEN", field: "email" });
  const named = form({ useEmailAsLogin: undefined, login: " zOE.c " });
  expect(await refusal(createUser(actor, tree.customerA1.id, named))).toEqual({ code: "LOGIN_TAKEN", field: "login" });
  expect(await rowCounts()).toEqual(before);
});

test("two users can share an email address, with different logins", async () => {
  const actor = await adminOf(tree.customerA1);
  await createUser(actor, tree.customerA1.id, form());
  await createUser(actor, tree.customerA1.id, form({ useEmailAsLogin: undefined, login: "zoe2" }));
  expect((await outbox()).map(({ toAddress }) => toAddress)).toEqual(["zoe@contoso.example", "zoe@contoso.example"]);
});
