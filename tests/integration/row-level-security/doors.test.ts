import { sql } from "drizzle-orm";
import { asActor, asSystem, type FindIds, idsBehindPolicies, rowsOf, type Scope, type Transaction } from "@/db";
import { tenants, users } from "@/db/tables";
import { named } from "@/lib/fields/unique-name";
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
        .set(named(name))
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

describe("the door for ids", () => {
  const place = () => ({ path: tree.customerA1.path });
  const everyone = sql`select id from users order by id`;
  const through = <Found, T>(
    find: (find: FindIds) => Promise<Found>,
    read: (tx: Transaction, found: Found) => Promise<T>,
    actor = scope("customerA1"),
  ) => idsBehindPolicies("test", actor, place(), find, read);
  const ids = (query = everyone, actor = scope("customerA1")) =>
    through(
      (find) => find(query),
      async (_tx, found) => found,
      actor,
    );
  const slowly = sql`select id from users, pg_sleep(0.2) order by id`;

  test("finds with the owner's eyes, in order, and lets nothing else out", async () => {
    expect(await ids()).toHaveLength(11);
    expect(await ids(sql`select id from users order by id desc`)).toEqual((await ids()).toReversed());
    await expect(ids(sql`select login as id from users`)).rejects.toThrow("something else than ids");
    // Whatever else a query selects stays inside.
    expect(await ids(sql`select id, login, email from users order by id`)).toEqual(await ids());
  });

  test("writes nothing, neither while it finds nor while it reads", async () => {
    const write = sql`update users set first_name = 'Never' returning id`;
    await expect(ids(write).catch(sqlState)).resolves.toBe("25006");
    const read = through(
      (find) => find(everyone),
      (tx) => tx.execute(write),
    );
    await expect(read.catch(sqlState)).resolves.toBe("25006");
    expect(await asSystem("test", (tx) => tx.$count(users, sql`first_name = 'Never'`))).toBe(0);
  });

  test("looks only for a use with a name, and where the actor reaches", async () => {
    const nothing = async () => [];
    await expect(idsBehindPolicies("", scope("customerA1"), place(), nothing, nothing)).rejects.toThrow("needs a use");
    const strangers: Scope[] = [
      scope("customerB1"),
      scope("unitA1a"),
      { ...scope("customerA1"), access: "self" },
      { ...scope("customerA1"), tenantPath: "" },
      // Begins alike, and is another tenant.
      { ...scope("customerA1"), tenantPath: tree.customerA1.path.slice(0, -1) },
    ];
    for (const actor of strangers) await expect(ids(everyone, actor)).rejects.toThrow("does not reach");
  });

  test("tells the query whose scope it is, and leaves nothing of it behind", async () => {
    const before = await asSystem("test", settings);
    expect(await ids(sql`select id from tenants where path::text = current_setting('backstay.scope')`)).toEqual([
      tree.customerA1.id,
    ]);
    await expect(ids(sql`select 1 / 0 as id`)).rejects.toThrow();
    expect(await asSystem("test", settings)).toEqual(before);
  });

  test("reads as the actor what it found as the owner, and finds nothing more then", async () => {
    let kept: FindIds | undefined;
    // As an operator may have set it for good.
    await asSystem("test", (tx) => tx.execute(sql`set plan_cache_mode = 'force_generic_plan'`));
    const seen = await through(
      async (find) => {
        kept = find;
        // Several at once, and one that nobody waits for.
        const both = await Promise.all([find(everyone), find(sql`select id from tenants`)]);
        find(slowly).catch(() => undefined);
        return both;
      },
      async (tx, found) => {
        await expect(kept?.(everyone)).rejects.toThrow("is over");
        return {
          found: found.map((each) => each.length),
          read: await Promise.all([tx.$count(users), tx.$count(tenants), settings(tx)]),
          plans: rowsOf(
            await tx.execute(sql`select current_setting('enable_seqscan') as seqscan,
            current_setting('enable_bitmapscan') as bitmapscan, current_setting('plan_cache_mode') as mode`),
          ),
        };
      },
    );
    expect(seen).toEqual({
      found: [11, 11],
      read: [4, 4, { role: "portal_app", scope: tree.customerA1.path, access: "admin", userId: "1" }],
      plans: [{ seqscan: "on", bitmapscan: "on", mode: "force_generic_plan" }],
    });
    await asSystem("test", (tx) => tx.execute(sql`reset plan_cache_mode`));
  });

  test("plans the very first query as a search is planned", async () => {
    const planned = sql`select id from tenants where current_setting('enable_seqscan') = 'off'
      and current_setting('plan_cache_mode') = 'force_custom_plan' and current_setting('transaction_read_only') = 'on'`;
    expect(await ids(planned)).toHaveLength(11);
  });

  test("no statement of the actor's transaction runs with the owner's eyes, sent however close to it", async () => {
    // What Promise.all sends together inside one door: the ids are refused, and the statements beside stay in scope.
    await asActor(scope("customerA1"), async (tx) => {
      const seen = await Promise.allSettled([
        tx.$count(users),
        ids(slowly),
        tx.$count(users),
        settings(tx),
        ids(slowly),
        tx.$count(users),
      ]);
      expect(seen).toMatchObject([
        { value: 4 },
        { reason: { message: expect.stringContaining("between doors") } },
        { value: 4 },
        { value: { role: "portal_app", scope: tree.customerA1.path } },
        { status: "rejected" },
        { value: 4 },
      ]);
      // Nor from inside a savepoint.
      await tx.transaction((inner) =>
        expect(Promise.all([ids(), inner.$count(users)])).rejects.toThrow("between doors"),
      );
    });
    // Doors that are open at the same time.
    const [found, ...counts] = await Promise.all([
      ids(slowly),
      ...Array.from({ length: 5 }, () => asActor(scope("customerA1"), (tx) => tx.$count(users))),
    ]);
    expect(found).toHaveLength(11);
    expect(counts).toEqual([4, 4, 4, 4, 4]);
  });

  test("opens again for work that a closed door left behind", async () => {
    let later: Promise<number[]> | undefined;
    await asActor(scope("customerA1"), async (tx) => {
      later = new Promise<void>((resolve) => setTimeout(resolve, 100)).then(() => ids());
      await tx.$count(users);
    });
    expect(await later).toHaveLength(11);
  });
});
