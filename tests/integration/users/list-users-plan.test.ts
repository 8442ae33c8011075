import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf } from "@/db";
import { makeTree, type Tree } from "../../support/factories";
import { onPostgres, useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false });

const PEOPLE = 20_000;
const block = onPostgres ? describe : describe.skip;

/** What a question may read of 20,000 users: what a page shows, or what stands close by and what the search finds. */
const PAGE = 200;
const NEAR_BY = 2_500;

block("what the list of users reads (only on Postgres: set TEST_DATABASE_URL)", () => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await makeTree();
    // Made anew after the rows: filling a trigram index row by row takes a minute.
    const index = await asSystem("test", async (tx) => {
      const definition = await tx.execute(sql`select pg_get_indexdef('users_search'::regclass) as sql`);
      await tx.execute(sql`drop index users_search`);
      return rowsOf<{ sql: string }>(definition)[0]?.sql ?? "";
    });
    for (const { id, path } of [tree.customerA1, tree.customerB1]) {
      await asSystem("test", async (tx) => {
        await tx.execute(sql`insert into users
          (tenant_id, tenant_path, login, email, first_name, last_name, language, activated_at, disabled_at, last_sign_in_at)
          select ${id}, ${path}::ltree, ${`t${id}u`} || g, 'u' || g || ${`@t${id}.example`}, 'Anna', 'Nr ' || md5(g::text), 'en',
            case when g % 10 > 0 then now() end, case when g % 50 = 7 then now() end, case when g % 2 = 0 then now() end
          from generate_series(1, ${PEOPLE}::int) g`);
        await tx.execute(sql`insert into user_roles (user_id, tenant_id, tenant_path, service, role)
          select id, tenant_id, tenant_path, 'backup', case when id % 2000 = 3 then 'restore_operator' else 'backup_user' end
          from users where tenant_id = ${id}`);
      });
    }
    await asSystem("test", (tx) => tx.execute(sql.raw(index)));
    await asSystem("test", (tx) => tx.execute(sql`analyze`));
  });

  const LIVE = "'{active,not_activated,disabled}'";
  const middle = "(select id from users where login_key = 't3u12345')";
  test.each([
    ...["login", "name", "lastSignIn", "created"].flatMap((sort): [string, string, number][] => [
      [`first page by ${sort}`, `${LIVE}, null, null, '${sort}', false, null, 51`, PAGE],
      [`last page by ${sort}`, `${LIVE}, null, null, '${sort}', true, null, 51`, PAGE],
      [`deep page by ${sort}`, `${LIVE}, null, null, '${sort}', false, ${middle}, 51`, PAGE],
    ]),
    ["a common status", "'{active}', null, null, 'login', false, null, 51", PAGE],
    ["a rare status", "'{disabled}', null, null, 'name', true, null, 51", PAGE],
    ["a status of nobody", "'{deleted}', null, null, 'created', true, null, 51", PAGE],
    ["a common role", `${LIVE}, 'backup_user', null, 'login', false, null, 51`, NEAR_BY],
    ["a rare role", `${LIVE}, 'restore_operator', null, 'lastSignIn', true, null, 51`, NEAR_BY],
    ["a role of nobody", `${LIVE}, 'company_admin', null, 'login', false, null, 51`, NEAR_BY],
    ["a search for everybody", `${LIVE}, null, 'anna', 'login', false, null, 51`, NEAR_BY],
    ["one letter of everybody", `${LIVE}, null, 'a', 'login', false, null, 51`, NEAR_BY],
    ["one letter of nobody", `${LIVE}, null, 'q', 'login', false, null, 51`, NEAR_BY],
    ["two letters of nobody", `${LIVE}, null, 'qq', 'name', false, null, 51`, NEAR_BY],
    ["a search for one", `${LIVE}, null, 'u12345', 'created', true, null, 51`, NEAR_BY],
    ["a search for nobody", `${LIVE}, null, 'nobody here', 'login', false, null, 51`, NEAR_BY],
    ["what another tenant is full of", `${LIVE}, null, 't9.example', 'login', false, null, 51`, NEAR_BY],
    ["search, status and role", "'{active}', 'restore_operator', 'anna', 'login', false, null, 51", NEAR_BY],
  ])("%s: no sequential scan, and few rows", async (_name, rest, most) => {
    const { partnerA, customerA1 } = tree;
    const read = await asActor({ userId: 1, tenantPath: partnerA.path, access: "admin" }, async (tx) => {
      const counted = async () => {
        const result = await tx.execute(sql`select seq_scan::int as scans,
            (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
          from pg_stat_xact_user_tables where relname = 'users'`);
        return rowsOf<{ scans: number; rows: number }>(result)[0] ?? { scans: 0, rows: 0 };
      };
      const before = await counted();
      await tx.execute(sql`select * from list_users(${customerA1.id}, ${sql.raw(rest)})`);
      const after = await counted();
      return { scans: after.scans - before.scans, rows: after.rows - before.rows };
    });
    expect(read.scans).toBe(0);
    expect(read.rows).toBeLessThan(most);
  });
});
