import { asSystem } from "@/db";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { createUser } from "@/lib/users/create-user";
import { listBackupUsers, listUsers, USERS_PER_PAGE } from "@/lib/users/list-users";
import { findJustCreated, getUser } from "@/lib/users/queries";
import { createUserSchema } from "@/lib/users/schema";
import { actorFor, adminOf, makeUser, type TestTenant, type Tree, useTree } from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

const NOT_FOUND = { code: "NOT_FOUND" };

/** Users with logins in order, created in an order that is not theirs. */
async function makeMany(tenant: TestTenant, count: number): Promise<Map<string, number>> {
  const logins = Array.from(
    { length: count },
    (_, index) => `${index % 2 ? "M" : "m"}${String(index).padStart(3, "0")}`,
  );
  const ids = new Map<string, number>();
  for (const login of logins.toReversed()) {
    const user = await makeUser({ tenant, role: "backup_user", login, password: false });
    ids.set(login, user.id);
  }
  return ids;
}

test("a page is in the order of logins whatever their case, and the pages together are everyone once", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1, login: "zz-admin" }));
  const ids = await makeMany(tree.customerA1, USERS_PER_PAGE + 3);
  await makeNeighbours(tree);

  const first = await listUsers(actor, tree.customerA1.id);
  expect(first.users).toHaveLength(USERS_PER_PAGE);
  expect(first.earlier).toBe(false);
  expect(first.next).toBe(first.users.at(-1)?.id);

  const second = await listUsers(actor, tree.customerA1.id, { after: first.next ?? 0 });
  expect(second).toMatchObject({ earlier: true, next: null });

  const logins = [...first.users, ...second.users].map((user) => user.login);
  expect(logins).toEqual([...[...ids.keys()].toReversed(), "zz-admin"]);
});

/** Neighbours that no list of customer A1 may show. */
async function makeNeighbours({ unitA1a, customerA2, partnerA }: Tree): Promise<void> {
  for (const tenant of [unitA1a, customerA2, partnerA]) await makeUser({ tenant, login: `m-other-${tenant.id}` });
}

test("exactly one page has no next page", async () => {
  const actor = await adminOf(tree.partnerA);
  await makeMany(tree.customerA1, USERS_PER_PAGE);
  expect(await listUsers(actor, tree.customerA1.id)).toMatchObject({ earlier: false, next: null });
});

test("the page around a user shows them among their neighbors; on the first page nothing moves", async () => {
  const actor = await adminOf(tree.partnerA);
  const ids = await makeMany(tree.customerA1, USERS_PER_PAGE + 30);
  const last = ids.get("M079") ?? 0;
  const around = await listUsers(actor, tree.customerA1.id, { around: last });
  expect(around.users.map((user) => user.id)).toContain(last);
  expect(around.users).toHaveLength(USERS_PER_PAGE / 2);
  expect(around.earlier).toBe(true);
  const early = await listUsers(actor, tree.customerA1.id, { around: ids.get("m004") ?? 0 });
  expect(early).toEqual(await listUsers(actor, tree.customerA1.id));
});

test("an id in the address that is foreign or made up begins at the start and says nothing", async () => {
  const actor = await adminOf(tree.customerA1);
  const foreign = await makeUser({ tenant: tree.customerB1 });
  const beside = await makeUser({ tenant: tree.unitA1a });
  const plain = await listUsers(actor, tree.customerA1.id);
  for (const id of [foreign.id, beside.id, 999_999]) {
    expect(await listUsers(actor, tree.customerA1.id, { after: id })).toEqual(plain);
    expect(await listUsers(actor, tree.customerA1.id, { around: id })).toEqual(plain);
  }
});

test("a line has what the list shows and nothing else", async () => {
  const actor = await adminOf(tree.partnerA);
  await makeUser({
    tenant: tree.customerA2,
    role: "restore_operator",
    login: "anna",
    firstName: "Anna",
    lastName: "Berg",
  });
  const { users } = await listUsers(actor, tree.customerA2.id);
  expect(users).toEqual([
    {
      id: expect.any(Number),
      login: "anna",
      email: "anna",
      firstName: "Anna",
      lastName: "Berg",
      name: "Anna Berg",
      status: "active",
      roles: { backup: "restore_operator" },
      twoFactor: false,
      lastSignInAt: null,
      createdAt: expect.any(Date),
    },
  ]);
});

test("the status says the strongest thing that is true", async () => {
  const actor = await adminOf(tree.partnerA);
  const tenant = tree.customerA2;
  await makeUser({ tenant, login: "a-active" });
  await makeUser({ tenant, login: "b-waiting", activated: false });
  await makeUser({ tenant, login: "c-disabled", disabled: true });
  await makeUser({ tenant, login: "d-disabled-waiting", disabled: true, activated: false });
  const gone = await makeUser({ tenant, login: "e-deleted", disabled: true });
  await setColumn("users", gone.id, "deleted_at = now()");
  const { users } = await listUsers(actor, tenant.id);
  expect(users.map(({ login, status }) => `${login}: ${status}`)).toEqual([
    "a-active: active",
    "b-waiting: not_activated",
    "c-disabled: disabled",
    "d-disabled-waiting: disabled",
  ]);
  const deleted = await listUsers(actor, tenant.id, { filter: { status: "deleted" } });
  expect(deleted.users.map(({ login, status }) => `${login}: ${status}`)).toEqual(["e-deleted: deleted"]);
});

test("a tenant above, beside or missing is not found; below it is", async () => {
  const actor = await adminOf(tree.partnerA);
  const deleted = tree.customerA2;
  await setColumn("tenants", deleted.id, "deleted_at = now()");
  for (const id of [tree.provider.id, tree.partnerB.id, tree.customerB1.id, tree.customerC.id, deleted.id, 999_999]) {
    expect(await refusal(listUsers(actor, id))).toEqual(NOT_FOUND);
    expect(await refusal(getUser(actor, id, actor.userId))).toEqual(NOT_FOUND);
    expect(await refusal(listBackupUsers(actor, id))).toEqual(NOT_FOUND);
    expect(await refusal(findJustCreated(actor, id, actor.userId))).toEqual(NOT_FOUND);
  }
  expect(await refusal(listUsers(actor, tree.unitA1b.id))).toBe("done");
});

test("a user is found through their own tenant only", async () => {
  const actor = await adminOf(tree.partnerA);
  const inUnit = await makeUser({ tenant: tree.unitA1a });
  const foreign = await makeUser({ tenant: tree.customerB1 });
  expect(await getUser(actor, tree.unitA1a.id, inUnit.id)).toMatchObject({ id: inUnit.id, login: inUnit.login });
  expect(await refusal(getUser(actor, tree.customerA1.id, inUnit.id))).toEqual(NOT_FOUND);
  expect(await refusal(getUser(actor, tree.customerA1.id, foreign.id))).toEqual(NOT_FOUND);
  expect(await refusal(getUser(actor, tree.customerA1.id, 999_999))).toEqual(NOT_FOUND);
});

test("users without a role on the Management Portal see no users; read-only administrators do", async () => {
  const target = await makeUser({ tenant: tree.customerA1 });
  for (const role of ["protection_admin", "protection_ro_admin", "backup_user", "restore_operator"] as const) {
    const actor = actorFor(await makeUser({ tenant: tree.customerA1, role }));
    expect(await refusal(listUsers(actor, tree.customerA1.id))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(getUser(actor, tree.customerA1.id, target.id))).toEqual({ code: "FORBIDDEN" });
  }
  const reader = actorFor(await makeUser({ tenant: tree.customerA1, role: "readonly_admin" }));
  expect(await getUser(reader, tree.customerA1.id, target.id)).toMatchObject({ login: target.login });
});

test("the user's page has the newest email with what went wrong, and no link or token", async () => {
  const actor = await adminOf(tree.partnerA);
  const user = await makeUser({ tenant: tree.customerA1, activated: false, email: "anna@a1.example" });
  expect((await getUser(actor, tree.customerA1.id, user.id)).lastEmail).toBeNull();
  const { id: tenantId, path: tenantPath } = tree.customerA1;
  const recipient = { id: user.id, tenantId, tenantPath, email: user.email, language: "en" };
  const enqueue = () =>
    asSystem("test", (tx) =>
      enqueueEmail(tx, { template: "activation", user: recipient, payload: { tokenId: crypto.randomUUID() } }),
    );
  await setColumn("emails", await enqueue(), "created_at = now() - interval '1 day'");
  const newest = await enqueue();
  await setColumn("emails", newest, "status = 'failed', attempts = 8, last_error = 'refused: 550 no such mailbox'");

  const { lastEmail } = await getUser(actor, tree.customerA1.id, user.id);
  expect(lastEmail).toEqual({
    id: newest,
    template: "activation",
    toAddress: "anna@a1.example",
    status: "failed",
    attempts: 8,
    error: { failure: "refused", detail: "550 no such mailbox" },
    createdAt: expect.any(Date),
    nextAttemptAt: expect.any(Date),
    waitsUntil: null,
    sentAt: null,
  });
});

test("a made-up 'just created' is no one: long ago, activated, of another tenant, missing", async () => {
  const actor = await adminOf(tree.partnerA);
  const { customerA1 } = tree;
  const fresh = await createUser(
    actor,
    customerA1.id,
    createUserSchema.parse({ email: "new@a1.example", useEmailAsLogin: "on", language: "en", access: "administrator" }),
  );
  expect(await findJustCreated(actor, customerA1.id, fresh)).toMatchObject({ id: fresh, login: "new@a1.example" });
  expect(await findJustCreated(actor, tree.unitA1a.id, fresh)).toBeNull();
  expect(await findJustCreated(actor, customerA1.id, 999_999)).toBeNull();
  const active = await makeUser({ tenant: customerA1 });
  expect(await findJustCreated(actor, customerA1.id, active.id)).toBeNull();
  const foreign = await makeUser({ tenant: tree.customerB1, activated: false });
  expect(await findJustCreated(actor, customerA1.id, foreign.id)).toBeNull();
  await setColumn("users", fresh, "created_at = now() - interval '11 minutes'");
  expect(await findJustCreated(actor, customerA1.id, fresh)).toBeNull();
});

test("the backup service: everyone with a role who can sign in or soon will; users who see only themselves are refused", async () => {
  const tenant = tree.customerA2;
  await makeUser({ tenant, login: "a-admin" });
  const viewer = await makeUser({ tenant, role: "protection_ro_admin", login: "b-viewer" });
  await makeUser({ tenant, role: "backup_user", login: "c-waiting", activated: false });
  await makeUser({ tenant, role: "backup_user", login: "d-disabled", disabled: true });
  const gone = await makeUser({ tenant, role: "backup_user", login: "e-deleted" });
  await setColumn("users", gone.id, "deleted_at = now()");
  const roleless = await makeUser({ tenant, role: "backup_user", login: "f-no-role" });
  await asSystem("test", (tx) => tx.execute(`delete from user_roles where user_id = ${roleless.id}`));

  const { users } = await listBackupUsers(actorFor(viewer), tenant.id);
  expect(users.map((user) => user.login)).toEqual(["a-admin", "b-viewer", "c-waiting"]);

  const self = actorFor(await makeUser({ tenant, role: "restore_operator" }));
  expect(await refusal(listBackupUsers(self, tenant.id))).toEqual({ code: "FORBIDDEN" });
});
