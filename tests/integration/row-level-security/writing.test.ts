import { sql } from "drizzle-orm";
import { asSystem, rowsOf, type Scope } from "@/db";
import {
  attempt,
  COMMON_TABLES,
  fillEveryTable,
  isAtOrBelow,
  type Row,
  rowsIn,
  TABLES_OF_SELLERS,
  type Table,
  tenantTables,
} from "../../support/every-table";
import { makeTree, type TestUser, type Tree } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false });

let tree: Tree;
let people: Map<number, TestUser[]>;
let tables: (Table & { path: string })[];

beforeAll(async () => {
  tree = await makeTree();
  people = await fillEveryTable(Object.values(tree));
  tables = await tenantTables();
});

const REFUSED = "42501";
const scopes = (["partnerA", "customerA1", "unitA1a"] as const).flatMap((place) =>
  (["admin", "read", "self"] as const).map((access) => ({ place, access })),
);

function scopeOf(place: keyof Tree, access: Scope["access"]): Scope {
  const user = people.get(tree[place].id)?.[access === "self" ? 1 : 0];
  if (!user) throw new Error("nobody there");
  return { userId: user.id, tenantPath: tree[place].path, access };
}

/** Rows that a user can write at all: those of the subtree for an administrator, else at most what is one's own. */
function mayWrite({ path, json }: Row, scope: Scope): boolean {
  if (scope.access === "admin") return isAtOrBelow(path, scope.tenantPath);
  return [json.id, json.user_id].includes(scope.userId);
}

const line = ({ json, writtenBy }: Row) => `${JSON.stringify(json)} ${writtenBy}`;

type Grant = { table: string; column: string; type: string };

async function updatableColumns(): Promise<Grant[]> {
  const result = await asSystem("test", (tx) =>
    tx.execute(sql`select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('portal_app', c.oid, a.attnum, 'update')`),
  );
  return rowsOf<Grant>(result);
}

/** A value that differs from what is there, and needs no SELECT to be written, as `set c = c` would. */
const NEW_VALUE: Record<string, string> = {
  bigint: "7",
  integer: "7",
  smallint: "7",
  boolean: "true",
  text: "'failed'",
  "text[]": "'{quota}'",
  // Of a table's columns: ending is all that can be done to a session.
  state: "'ended'",
  "timestamp with time zone": "now()",
};

test.each(scopes)("$access of $place changes no foreign row by updates without any WHERE", async (who) => {
  const scope = scopeOf(who.place, who.access);
  const worked = new Set<string>();
  const stored = new Map<string, Row[]>();
  for (const table of tables) stored.set(table.name, await asSystem("test", (tx) => rowsIn(tx, table)));
  for (const { table: name, column, type } of await updatableColumns()) {
    const table = tables.find((candidate) => candidate.name === name);
    if (COMMON_TABLES.includes(name)) continue;
    if (!table) throw new Error(`${name} can be updated but belongs to no tenant`);
    const before = stored.get(name) ?? [];
    for (const value of [column, NEW_VALUE[column] ?? NEW_VALUE[type] ?? column]) {
      const { error, after } = await attempt(
        scope,
        sql.raw(`update ${name} set ${column} = ${value}`),
        async (tx, outcome) => ({ ...outcome, after: await rowsIn(tx, table) }),
      );
      const untouched = new Set(before.map(line));
      const touched = after.filter((row) => !untouched.has(line(row)));
      expect(touched.filter((row) => !mayWrite(row, scope))).toEqual([]);
      expect(after).toHaveLength(before.length);
      if (error === null && touched.length > 0) worked.add(name);
      // A refusal would hide whether the policy holds; only values that a check or an index refuses may fail.
      // What a trigger keeps from an administrator of the tenant itself; the other columns show that the policy holds.
      const fromAbove = name === "tenants" && ["mode", "disabled_at", "self_managed"].includes(column);
      const guarded =
        ["sessions", "quotas"].includes(name) || (name === "users" && who.access !== "admin") || fromAbove;
      expect([null, "23514", "23505", ...(guarded ? [REFUSED] : [])]).toContain(error);
    }
  }
  const writable = { admin: tree[who.place].kind === "partner" ? 10 : 9, read: 2, self: 2 }[who.access];
  expect({ writable: [...worked].sort(), count: worked.size }).toEqual({
    writable: expect.arrayContaining(
      who.access === "admin" ? ["tenants", "users", "user_roles"] : ["sessions", "users"],
    ),
    count: writable,
  });
});

test.each(scopes)("$access of $place moves nothing to another tenant", async (who) => {
  const scope = scopeOf(who.place, who.access);
  const { id, path } = tree.partnerB;
  for (const table of tables) {
    const move =
      table.name === "tenants"
        ? [`path = '${path}.9'`, `parent_id = ${id}`, "kind = 'partner'"]
        : [`tenant_path = '${path}'`, `tenant_id = ${id}`, `tenant_id = ${id}, tenant_path = '${path}'`];
    for (const change of move) {
      const statement = sql.raw(`update ${table.name} set ${change}`);
      expect(await attempt(scope, statement, async (_tx, { error }) => error)).toBe(REFUSED);
    }
  }
});

test.each(scopes)("$access of $place deletes no foreign row by deletes without any WHERE", async (who) => {
  const scope = scopeOf(who.place, who.access);
  const deleted: string[] = [];
  for (const table of tables) {
    const before = await asSystem("test", (tx) => rowsIn(tx, table));
    const after = await attempt(scope, sql.raw(`delete from ${table.name}`), (tx) => rowsIn(tx, table));
    const left = new Set(after.map(line));
    const gone = before.filter((row) => !left.has(line(row)));
    expect(gone.filter((row) => !isAtOrBelow(row.path, scope.tenantPath))).toEqual([]);
    if (gone.length > 0) deleted.push(table.name);
  }
  const ofSellers = tree[who.place].kind === "partner" ? ["brand_logos", "brands"] : [];
  expect(deleted).toEqual(who.access === "admin" ? [...ofSellers, "submissions", "user_batches", "user_roles"] : []);
});

/** What a new row needs in order to differ from the one it is a copy of. */
const FRESH: Record<string, string> = { login: "'fresh.login'", name: "'Fresh name'" };

/** A copy of a row as an INSERT: generated ids left out, unique texts made new, the place as given. */
async function copyOf(table: Table, row: Row, place: { id: number; path: string }, scope: Scope): Promise<string> {
  const columns = await asSystem("test", (tx) =>
    tx.execute(sql`select attname as name from pg_attribute where attrelid = ${table.name}::regclass and attnum > 0
      and not attisdropped and attidentity = '' and attgenerated = '' and attname <> 'path'`),
  );
  const names = rowsOf<{ name: string }>(columns)
    .map(({ name }) => name)
    .filter((name) => !(name === "id" && typeof row.json.id === "string"));
  const value = (name: string) => {
    if (name === "tenant_id") return String(place.id);
    if (name === "parent_id") return String(place.id);
    if (name === "tenant_path") return `'${place.path}'`;
    if (name === "actor_user_id") return String(scope.userId);
    return FRESH[name] ?? `r.${name}`;
  };
  const json = JSON.stringify(row.json).replaceAll("'", "''");
  return `insert into ${table.name} (${names.join(", ")}) select ${names.map(value).join(", ")}
    from jsonb_populate_record(null::${table.name}, '${json}') r`;
}

/** Their key is not generated: the copied row makes room. */
const KEYED = ["user_roles", "quotas", "usages", "eula_acceptances", "brand_logos", "user_batch_rows"];

async function insertCopies(scope: Scope, source: keyof Tree, place: { id: number; path: string }) {
  const outcomes: Record<string, string | null> = {};
  for (const table of tables) {
    const rows = await asSystem("test", (tx) => rowsIn(tx, table));
    const row = rows.find(({ path }) => path === tree[source].path);
    if (!row && TABLES_OF_SELLERS.includes(table.name)) continue;
    if (!row) throw new Error(`${table.name} has no row there`);
    const insert = await copyOf(table, row, place, scope);
    const removed = KEYED.includes(table.name);
    if (removed)
      await asSystem("test", (tx) =>
        tx.execute(sql.raw(`delete from ${table.name} where tenant_path = '${row.path}'`)),
      );
    outcomes[table.name] = await attempt(scope, sql.raw(insert), async (_tx, { error }) => error);
    if (removed) for (const lost of rows.filter(({ path }) => path === row.path)) await restore(table, lost);
  }
  return outcomes;
}

async function restore(table: Table, row: Row): Promise<void> {
  const json = JSON.stringify(row.json);
  await asSystem("test", async (tx) => {
    const columns = await tx.execute(sql`select attname as name from pg_attribute
      where attrelid = ${table.name}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`);
    const names = sql.raw(
      rowsOf<{ name: string }>(columns)
        .map(({ name }) => name)
        .join(", "),
    );
    const record = sql.raw(`null::${table.name}`);
    await tx.execute(
      sql`insert into ${sql.raw(table.name)} (${names}) select ${names} from jsonb_populate_record(${record}, ${json}::jsonb)`,
    );
  });
}

const DENIED = {
  audit_log: REFUSED,
  emails: REFUSED,
  eula_acceptances: REFUSED,
  quotas: REFUSED,
  sessions: REFUSED,
  submissions: REFUSED,
  tenants: REFUSED,
  usage_totals: REFUSED,
  usages: REFUSED,
  user_batch_rows: REFUSED,
  user_batches: REFUSED,
  user_roles: REFUSED,
  users: REFUSED,
};

test("inserting works in scope, so that the refusals below mean something", async () => {
  const outcomes = await insertCopies(scopeOf("partnerA", "admin"), "customerA1", tree.customerA1);
  expect(outcomes).toEqual({
    ...DENIED,
    audit_log: null,
    emails: null,
    quotas: null,
    submissions: null,
    user_batch_rows: null,
    user_batches: null,
    user_roles: null,
    users: null,
    // A customer below a customer: it got past the policy and fails on the containment rule.
    tenants: "23514",
  });
});

test.each(["provider", "partnerB", "customerB1", "unitB1a"] as const)(
  "an administrator of partner A inserts no row of %s into any table",
  async (foreign) => {
    const outcomes = await insertCopies(scopeOf("partnerA", "admin"), foreign, tree[foreign]);
    // For a tenant the trigger speaks first: a parent out of scope does not exist.
    // Likewise for a brand: its tenant isn't there.
    const ofSellers = ["provider", "partnerB"].includes(foreign) && { brands: "23514", brand_logos: REFUSED };
    expect(outcomes).toEqual({
      ...DENIED,
      ...ofSellers,
      tenants: foreign === "provider" ? expect.stringMatching(/^(42501|23503)$/) : "23503",
    });
  },
);

test.each([
  ["a foreign id with a path of one's own", "partnerB", "partnerA"],
  ["the own id with a foreign path", "partnerA", "partnerB"],
] as const)("%s is refused in every table", async (_name, idOf, pathOf) => {
  const place = { id: tree[idOf].id, path: tree[pathOf].path };
  const outcomes = await insertCopies(scopeOf("partnerA", "admin"), idOf, place);
  for (const [table, error] of Object.entries(outcomes)) {
    if (table === "tenants") continue;
    // The trigger of brands may speak first: their tenant isn't there.
    const refused = table === "brands" ? /^(42501|23503|23514)$/ : /^(42501|23503)$/;
    expect({ table, error }).toEqual({ table, error: expect.stringMatching(refused) });
  }
});

test.each(["read", "self"] as const)(
  "%s access inserts nothing but its own audit lines and acceptance",
  async (access) => {
    const outcomes = await insertCopies(scopeOf("customerA1", access), "customerA1", tree.customerA1);
    expect(outcomes).toEqual({
      ...DENIED,
      audit_log: null,
      // The row that is copied is the first user's, who is the reader.
      eula_acceptances: access === "read" ? null : REFUSED,
      tenants: expect.stringMatching(/^(42501|23503)$/),
    });
  },
);

test("no one writes an audit entry in another user's name, or an acceptance for another user", async () => {
  const scope = scopeOf("customerA1", "admin");
  const { id, path } = tree.customerA1;
  const other = scope.userId + 1;
  const statements = [
    sql`insert into audit_log (event, tenant_id, tenant_path, actor_user_id, object_type, object_id, object_name)
      values ('user.create', ${id}, ${path}, ${other}, 'user', '1', 'x')`,
    sql`insert into audit_log (event, tenant_id, tenant_path, object_type, object_id, object_name)
      values ('user.create', ${id}, ${path}, 'user', '1', 'x')`,
    sql`insert into eula_acceptances (user_id, tenant_id, tenant_path, version, language)
      values (${other}, ${id}, ${path}, '2', 'en')`,
  ];
  for (const statement of statements) {
    expect(await attempt(scope, statement, async (_tx, { error }) => error)).toBe(REFUSED);
  }
});

test("no one creates a second provider, or a tenant beside or above their own", async () => {
  const scope = scopeOf("partnerA", "admin");
  const errors = [];
  for (const values of [
    `(null, 'root', 'Another provider', null)`,
    `(${tree.provider.id}, 'partner', 'Beside', null)`,
    `(${tree.partnerB.id}, 'customer', 'Elsewhere', 'trial')`,
    `(${tree.partnerA.id}, 'customer', 'Below', 'trial')`,
  ]) {
    const statement = sql.raw(
      `insert into tenants (parent_id, kind, name, unique_name, mode, language)
      select parent_id, kind, name, name, mode, 'en' from (values ${values}) v (parent_id, kind, name, mode)`.replace(
        "null, 'root'",
        "null::bigint, 'root'",
      ),
    );
    errors.push(await attempt(scope, statement, async (_tx, { error }) => error));
  }
  expect(errors).toEqual([REFUSED, "23503", "23503", null]);
});

test.each(["active", "pending_cookie", "pending_code"])(
  "no door makes a session %s, not even one's own",
  async (state) => {
    for (const access of ["admin", "read", "self"] as const) {
      const scope = scopeOf("customerA1", access);
      const own = sql`where user_id = ${scope.userId}`;
      const revive = sql`update sessions set state = ${state}, ended_at = null ${own}`;
      expect(await attempt(scope, revive, async (_tx, { error }) => error)).toBe(REFUSED);
      const end = sql`update sessions set state = 'ended', ended_at = now(), end_reason = 'sign_out' ${own}`;
      expect(await attempt(scope, end, async (_tx, { error }) => error)).toBeNull();
    }
  },
);
