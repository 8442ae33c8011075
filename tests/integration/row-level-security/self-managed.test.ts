import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { asActor, asSystem, rowsOf, type Scope } from "@/db";
import { MAY_CONTAIN } from "@/lib/vocabulary";
import { cases } from "../../support/drill";
import {
  attempt,
  fillEveryTable,
  rowsIn,
  sqlState,
  TABLES_OF_SELLERS,
  type Table,
  tenantTables,
} from "../../support/every-table";
import { makeTenant, makeTree, makeUser, type TestTenant, type Tree } from "../../support/factories";
import { emptyDatabase, useTestDatabase } from "../../support/test-database";

useTestDatabase();

/** Figures and the company's own line stay in sight of those above. */
const OPEN_TO_ALL = ["tenants", "quotas", "usages", "usage_totals"];

const scope = ({ path }: { path: string }, access: Scope["access"] = "admin"): Scope => ({
  userId: 1,
  tenantPath: path,
  access,
});
const close = ({ id }: TestTenant) =>
  asSystem("test", (tx) => tx.execute(sql`update tenants set self_managed = true where id = ${id}`));
const run = (who: Scope, statement: SQL) => asActor(who, (tx) => tx.execute(statement)).then(() => "done", sqlState);

/** Customers have no rows in the tables of those who sell, so being self-managed has nothing to hide there. */
async function hiddenTables(): Promise<(Table & { path: string })[]> {
  return (await tenantTables()).filter(({ name }) => ![...OPEN_TO_ALL, ...TABLES_OF_SELLERS].includes(name));
}

/** The tenants of which a scope sees rows in a table, as positions in a list. */
async function seen(who: Scope, table: Table, all: readonly TestTenant[]): Promise<number[]> {
  const rows = await asActor(who, (tx) => rowsIn(tx, table));
  const paths = new Set(rows.map(({ path }) => path));
  return all.flatMap(({ path }, position) => (paths.has(path) ? [position] : []));
}

const branch = fc.record({ parent: fc.nat(), kind: fc.nat(), closed: fc.boolean() });

async function grow(branches: { parent: number; kind: number }[]): Promise<{ all: TestTenant[]; parents: number[] }> {
  const all = [await makeTenant("root")];
  const parents = [-1];
  for (const { parent, kind } of branches) {
    const position = parent % all.length;
    const above = all[position];
    const kinds = above ? MAY_CONTAIN[above.kind] : [];
    const chosen = kinds[kind % kinds.length];
    if (!above || !chosen) throw new Error("every kind holds some kind");
    all.push(await makeTenant(chosen, above));
    parents.push(position);
  }
  return { all, parents };
}

test("in any tree, with any customers self-managed, what is seen and written is what isn't inside one below the actor", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(branch, { maxLength: 12 }),
      fc.nat(),
      fc.constantFrom<Scope["access"]>("admin", "read"),
      async (branches, pick, access) => {
        await emptyDatabase();
        const { all, parents } = await grow(branches);
        for (const tenant of all) await makeUser({ tenant });
        const doors = new Set(
          branches.flatMap(({ closed }, index) => (closed && all[index + 1]?.kind === "customer" ? [index + 1] : [])),
        );
        for (const door of doors) await close(all[door] as TestTenant);

        // By walking up the parents: not by paths, and not by what a unit's row says, which are what is tested.
        const top = pick % all.length;
        const reached = (position: number, throughDoors: boolean): boolean =>
          position === top ||
          (position > 0 && (throughDoors || !doors.has(position)) && reached(parents[position] ?? -1, throughDoors));
        const positions = all.map((_tenant, position) => position);
        const open = positions.filter((position) => reached(position, false));
        const rows = positions.filter(
          (position) => reached(position, true) && (open.includes(position) || all[position]?.kind === "customer"),
        );
        const who = scope(all[top] as TestTenant, access);
        expect(await seen(who, { name: "users", path: "tenant_path" }, all)).toEqual(open);
        expect(await seen(who, { name: "user_roles", path: "tenant_path" }, all)).toEqual(open);
        expect(await seen(who, { name: "tenants", path: "path" }, all)).toEqual(rows);

        await asActor(who, (tx) => tx.execute(sql`update users set version = 77`));
        const written = await asSystem("test", (tx) =>
          tx.execute(sql`select tenant_path::text as path from users where version = 77`),
        );
        const paths = rowsOf<{ path: string }>(written).map(({ path }) => path);
        expect(positions.filter((position) => paths.includes(all[position]?.path ?? ""))).toEqual(
          access === "admin" ? open : [],
        );
      },
    ),
    { numRuns: cases(10, 250) },
  );
});

describe("of a closed customer", () => {
  let tree: Tree;
  let all: TestTenant[];
  beforeEach(async () => {
    tree = await makeTree();
    all = Object.values(tree);
    await fillEveryTable(all);
    await close(tree.customerA1);
  });
  const inside = () => [tree.customerA1, tree.unitA1a, tree.unitA1b, tree.unitA1c].map((tenant) => all.indexOf(tenant));

  test("those above see no row of any table but its own line and its figures", async () => {
    for (const from of [tree.provider, tree.partnerA]) {
      for (const table of await hiddenTables()) {
        const positions = await seen(scope(from), table, all);
        expect({ table: table.name, seen: positions.filter((position) => inside().includes(position)) }).toEqual({
          table: table.name,
          seen: [],
        });
        const filled = await asSystem("test", (tx) => rowsIn(tx, table));
        if (filled.length > 0) expect(positions).toContain(all.indexOf(tree.customerA2));
      }
      expect(
        (await seen(scope(from), { name: "tenants", path: "path" }, all)).filter((p) => inside().includes(p)),
      ).toEqual([all.indexOf(tree.customerA1)]);
      expect(
        (await seen(scope(from), { name: "usages", path: "tenant_path" }, all)).filter((p) => inside().includes(p)),
      ).toEqual(inside());
    }
  });

  test("its own users see what they saw, and so does a unit of it", async () => {
    for (const table of await hiddenTables()) {
      const filled = await asSystem("test", (tx) => rowsIn(tx, table));
      if (filled.length === 0) continue;
      expect(await seen(scope(tree.customerA1), table, all)).toEqual(inside());
      expect(await seen(scope(tree.unitA1a), table, all)).toEqual(
        [tree.unitA1a, tree.unitA1b].map((tenant) => all.indexOf(tenant)),
      );
    }
  });

  test("those above write nothing in it: not by update, delete or insert", async () => {
    const columns: Record<string, string> = {
      users: "version = 7",
      user_roles: "role = role",
      sessions: "state = 'ended'",
      emails: "attempts = 9",
    };
    for (const [name, assignment] of Object.entries(columns)) {
      const table = { name, path: "tenant_path" };
      const before = await asSystem("test", (tx) => rowsIn(tx, table));
      const after = await attempt(scope(tree.partnerA), sql.raw(`update ${name} set ${assignment}`), (tx) =>
        rowsIn(tx, table),
      );
      const inThere = (rows: typeof before) =>
        rows
          .filter(({ path }) => path.startsWith(tree.customerA1.path))
          .map(({ writtenBy }) => writtenBy)
          .sort();
      expect(inThere(after)).toEqual(inThere(before));
    }
    const place = `${tree.customerA1.id}, '${tree.customerA1.path}'`;
    expect(
      await run(
        scope(tree.partnerA),
        sql.raw(
          `insert into users (tenant_id, tenant_path, login, email, language) values (${place}, 'newcomer', 'x@y.example', 'en')`,
        ),
      ),
    ).toBe("42501");
    expect(
      await run(
        scope(tree.partnerA),
        sql.raw(
          `insert into tenants (parent_id, kind, name, unique_name, language) values (${tree.customerA1.id}, 'unit', 'New', 'new', 'en')`,
        ),
      ),
    ).toBe("42501");
    expect(await run(scope(tree.partnerA), sql.raw("delete from user_roles"))).toBe("done");
    const roles = await asSystem("test", (tx) =>
      tx.execute(sql`select 1 from user_roles where tenant_path <@ ${tree.customerA1.path}::ltree`),
    );
    expect(rowsOf(roles)).toHaveLength(8);
  });

  test("nor through the functions that run with the owner's rights", async () => {
    const [user] = rowsOf<{ id: number }>(
      await asSystem("test", (tx) =>
        tx.execute(sql`select id::int from users where tenant_id = ${tree.customerA1.id} limit 1`),
      ),
    );
    const id = user?.id ?? 0;
    await asSystem("test", (tx) => tx.execute(sql`update user_totp set confirmed_at = now()`));
    for (const call of [
      `issue_token(${id}, 'activation', '1 day')`,
      `end_links(${id}, null)`,
      `reset_two_factor(${id})`,
    ]) {
      expect(await run(scope(tree.partnerA), sql.raw(`select ${call}`))).toBe("P0002");
      expect(await run(scope(tree.customerA1), sql.raw(`select ${call}`))).toBe("done");
      await asSystem("test", (tx) =>
        tx.execute(
          sql`insert into user_totp (user_id, sealed_secret, confirmed_at) values (${id}, 'x', now()) on conflict (user_id) do nothing`,
        ),
      );
    }
    const isOn = (from: TestTenant) =>
      asActor(scope(from), async (tx) => rowsOf(await tx.execute(sql`select two_factor_is_on(${id}) as on`))[0]);
    expect(await isOn(tree.partnerA)).toEqual({ on: false });
    expect(await isOn(tree.customerA1)).toEqual({ on: true });
  });

  test("self-management ends from inside only; a unit created inside is self-managed too", async () => {
    const set = (from: TestTenant, what: TestTenant, value: boolean) =>
      run(scope(from), sql`update tenants set self_managed = ${value} where id = ${what.id}`);
    expect(await set(tree.partnerA, tree.customerA1, false)).toBe("42501");
    expect(await set(tree.customerA1, tree.unitA1a, false)).toBe("42501");
    const unit = await makeTenant("unit", tree.unitA1a, "Made behind the door");
    await makeUser({ tenant: unit });
    expect(await seen(scope(tree.partnerA), { name: "users", path: "tenant_path" }, [unit])).toEqual([]);
    expect(await set(tree.customerA1, tree.customerA1, false)).toBe("done");
    expect(await seen(scope(tree.partnerA), { name: "users", path: "tenant_path" }, [unit])).toEqual([0]);
    expect(await seen(scope(tree.partnerA), { name: "audit_log", path: "tenant_path" }, [tree.unitA1a])).toEqual([0]);
    expect(await set(tree.partnerA, tree.customerA1, true)).toBe("done");
    expect(await seen(scope(tree.partnerA), { name: "users", path: "tenant_path" }, [unit])).toEqual([]);
    expect(await set(tree.provider, tree.partnerA, true)).toBe("42501");
  });
});
