import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope, type Transaction } from "@/db";
import { tenants, users } from "@/db/tables";
import { sqlState } from "../../support/every-table";
import { makeTree, makeUser, type Tree } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

// One connection: every transaction below follows the other on the very same session of the database.
useTestDatabase({ emptyBetweenTests: false, poolSize: 1 });

let tree: Tree;
beforeAll(async () => {
  tree = await makeTree();
  for (const tenant of Object.values(tree)) await makeUser({ tenant });
});

const scope = (place: keyof Tree): Scope => ({ userId: 1, tenantPath: tree[place].path, access: "admin" });

async function settings(tx: Transaction) {
  const result = await tx.execute(sql`select current_user::text as role,
    coalesce(current_setting('backstay.scope', true), '') as scope,
    coalesce(current_setting('backstay.access', true), '') as access,
    coalesce(current_setting('backstay.user_id', true), '') as "userId"`);
  return rowsOf<Record<string, string>>(result)[0];
}

test("the actor's door sets role and scope, and nothing of them outlives the transaction", async () => {
  const before = await asSystem("test", settings);
  expect(before).toMatchObject({ scope: "", access: "", userId: "" });
  expect(before?.role).not.toBe("portal_app");
  const inside = await asActor(scope("customerA1"), settings);
  expect(inside).toEqual({ role: "portal_app", scope: tree.customerA1.path, access: "admin", userId: "1" });
  expect(await asSystem("test", settings)).toEqual(before);
});

test("nothing outlives a transaction that failed, in our code or in the database", async () => {
  const before = await asSystem("test", settings);
  const failures = [
    () => Promise.reject(new Error("ours")),
    (tx: Transaction) => tx.execute(sql`select 1 / 0`),
    (tx: Transaction) => tx.execute(sql`select * from user_passwords`),
  ];
  for (const fail of failures) {
    await expect(asActor(scope("customerA1"), fail)).rejects.toThrow();
    expect(await asSystem("test", settings)).toEqual(before);
  }
});

test("one actor's scope never colors the next one's, nor a plan made for the one the other's", async () => {
  const seen = async (place: keyof Tree) =>
    asActor(scope(place), async (tx) => [await tx.$count(tenants), await tx.$count(users)]);
  const all = () => asSystem("test", async (tx) => [await tx.$count(tenants), await tx.$count(users)]);
  // More rounds than it takes the database to settle on a cached plan.
  for (let round = 0; round < 8; round++) {
    expect(await seen("customerA1")).toEqual([4, 4]);
    expect(await seen("customerC")).toEqual([1, 1]);
    expect(await all()).toEqual([11, 11]);
    expect(await seen("partnerB")).toEqual([3, 3]);
  }
});

test("a savepoint inside the actor's door stays in scope, and so does what follows its failure", async () => {
  await asActor(scope("customerA1"), async (tx) => {
    await tx.transaction(async (inner) => expect(await inner.$count(users)).toBe(4));
    await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => {});
    expect(await settings(tx)).toMatchObject({ role: "portal_app", scope: tree.customerA1.path });
    expect(await tx.$count(users)).toBe(4);
  });
});

test("what a door's transaction did is gone when it fails, and there when it does not", async () => {
  const rename = (name: string, fail: boolean, all = false) =>
    asActor(scope("customerA1"), async (tx) => {
      await tx
        .update(tenants)
        .set({ name })
        .where(all ? undefined : sql`id = ${tree.customerA1.id}`);
      if (fail) throw new Error("stop");
    });
  await expect(rename("Never", true)).rejects.toThrow("stop");
  expect(await asSystem("test", (tx) => tx.$count(tenants, sql`name = 'Never'`))).toBe(0);
  await expect(rename("Twice below one parent", false, true).catch(sqlState)).resolves.toBe("23505");
  await rename("Once", false);
  expect(await asSystem("test", (tx) => tx.$count(tenants, sql`name = 'Once'`))).toBe(1);
});

test("a scope made of SQL is a value like any other", async () => {
  const evil = { ...scope("customerA1"), tenantPath: "1', true), set_config('role', 'postgres" };
  // It is no path, so that the first policy that reads it fails.
  await expect(asActor(evil, (tx) => tx.$count(users)).catch(sqlState)).resolves.toBe("42601");
});

test("the owner's door wants a reason", async () => {
  await expect(asSystem("", async () => {})).rejects.toThrow("needs a reason");
});
