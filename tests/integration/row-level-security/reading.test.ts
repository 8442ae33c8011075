import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope } from "@/db";
import {
  fillEveryTable,
  isAtOrBelow,
  type Row,
  rowsIn,
  SECRET_TABLES,
  sqlState,
  TABLES_OF_SELLERS,
  tenantTables,
} from "../../support/every-table";
import { makeTree, type TestUser, type Tree } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false });

let tree: Tree;
let people: Map<number, TestUser[]>;

beforeAll(async () => {
  tree = await makeTree();
  people = await fillEveryTable(Object.values(tree));
});

/** What a user without an administrator's role sees: their own rows, and those of their own tenant. */
const OWN_ROWS: Record<string, string> = {
  users: "id",
  user_roles: "user_id",
  sessions: "user_id",
  eula_acceptances: "user_id",
};
const OWN_TENANTS_ROWS = ["tenants", "quotas", "usages"];

const places = ["provider", "partnerA", "customerA1", "unitA1a", "unitA1b", "customerB1", "customerC"] as const;
const scopes = places.flatMap((place) => (["admin", "read", "self"] as const).map((access) => ({ place, access })));

function scopeOf(place: keyof Tree, access: Scope["access"]): Scope {
  const user = people.get(tree[place].id)?.[access === "self" ? 1 : 0];
  if (!user) throw new Error("nobody there");
  return { userId: user.id, tenantPath: tree[place].path, access };
}

function shouldSee(table: string, row: Row, { access, tenantPath, userId }: Scope): boolean {
  if (access !== "self") return isAtOrBelow(row.path, tenantPath);
  const own = OWN_ROWS[table];
  if (own) return row.json[own] === userId;
  return OWN_TENANTS_ROWS.includes(table) && row.path === tenantPath;
}

const texts = (rows: Row[]) => rows.map(({ json }) => JSON.stringify(json)).sort();

test.each(scopes)("$access of $place sees of every table exactly what is in scope, without any WHERE", async (who) => {
  const scope = scopeOf(who.place, who.access);
  for (const table of await tenantTables()) {
    const all = await asSystem("test", (tx) => rowsIn(tx, table));
    const seen = await asActor(scope, (tx) => rowsIn(tx, table));
    const expected = all.filter((row) => shouldSee(table.name, row, scope));
    // Each table has rows in every tenant that can have some: an empty one would prove nothing.
    const ofSellers = TABLES_OF_SELLERS.includes(table.name);
    const owners = Object.values(tree).filter(({ kind }) => !ofSellers || kind === "root" || kind === "partner");
    expect(new Set(all.map(({ path }) => path)).size).toBe(owners.length);
    const somethingThere = owners.some(({ path }) => isAtOrBelow(path, scope.tenantPath));
    if (who.access !== "self") expect(expected.length > 0).toBe(somethingThere);
    if (who.place !== "provider") expect(expected.length).toBeLessThan(all.length);
    expect({ table: table.name, rows: texts(seen) }).toEqual({ table: table.name, rows: texts(expected) });
  }
});

test.each([
  ["no path, which would stand above all", ""],
  ["a path that is no tenant's", "999"],
  ["the number of a tenant only as the beginning of its own", "1.20"],
])("a scope with %s sees no row at all", async (_name, tenantPath) => {
  for (const table of await tenantTables()) {
    expect(await asActor({ userId: 0, tenantPath, access: "admin" }, (tx) => rowsIn(tx, table))).toEqual([]);
  }
});

test.each(["owner", "", "ADMIN"])("an access that does not exist (%p) sees no more than self does", async (access) => {
  const scope: Scope = { userId: 0, tenantPath: "1", access: access as "self" };
  for (const table of await tenantTables()) {
    const seen = await asActor(scope, (tx) => rowsIn(tx, table));
    expect(seen.map(({ path }) => path)).toEqual(OWN_TENANTS_ROWS.includes(table.name) ? ["1"] : []);
  }
});

test("portal_app without any scope sees no row and cannot ask the secret tables", async () => {
  const tables = await tenantTables();
  await asSystem("test", async (tx) => {
    await tx.execute(sql`set local role portal_app`);
    for (const table of tables) expect(await rowsIn(tx, table)).toEqual([]);
  });
  for (const table of SECRET_TABLES) {
    const asked = asActor(scopeOf("provider", "admin"), (tx) => tx.execute(sql.raw(`select 1 from ${table}`)));
    expect(await asked.catch(sqlState)).toBe("42501");
  }
});

test("a condition that fails on foreign rows is never tried on them", async () => {
  // Without the policies' barrier the division by zero would tell that the row exists.
  const scope = scopeOf("customerB1", "admin");
  const foreign = tree.customerA1.id;
  const asked = asActor(scope, (tx) =>
    tx.execute(sql`select id from users where 1 / (case when tenant_id = ${foreign} then 0 else 1 end) = 1`),
  );
  expect(rowsOf(await asked)).toHaveLength(4);
});

test("joins, subqueries, counts and set operations stay in scope as well", async () => {
  const scope = scopeOf("customerA1", "admin");
  const result = await asActor(scope, (tx) =>
    tx.execute(sql`select
      (select count(*)::int from users u join tenants t on t.id = u.tenant_id) as joined,
      (select count(*)::int from users u where exists (select from tenants t where t.id <> u.tenant_id)) as nested,
      (select count(*)::int from (select id from tenants union all select tenant_id from quotas) x) as united,
      (select max(id)::int from tenants) as newest`),
  );
  expect(rowsOf(result)).toEqual([{ joined: 8, nested: 8, united: 8, newest: tree.unitA1c.id }]);
});
