import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { listUsers } from "@/lib/users/list-users";
import { USER_LIST } from "@/lib/users/model";
import { actorFor, makeTree, makeUser, type Tree } from "../../support/factories";
import { readTooMuch } from "../../support/reads";
import { onPostgres, useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false, poolSize: 1 });

const PEOPLE = 20_000;
const block = onPostgres ? describe : describe.skip;

/** What a question may read of 20,000 users: what a page shows, or what stands nearby and what the search finds. */
const PAGE = 400;
const NEAR_BY = 5_000;

block("what the list of users reads (only on Postgres: set TEST_DATABASE_URL)", () => {
  let tree: Tree;
  let actor: Actor;
  let middle: number;
  beforeAll(async () => {
    tree = await makeTree();
    actor = actorFor(await makeUser({ tenant: tree.partnerA }));
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
    const [row] = await asSystem("test", async (tx) =>
      rowsOf<{ id: string }>(await tx.execute(sql`select id from users where login_key = 't3u12345'`)),
    );
    middle = Number(row?.id);
  });

  const question =
    (query: Record<string, unknown>, place: "first" | "after" | "around" = "first") =>
    () =>
      listUsers(actor, tree.customerA1.id, {
        ...USER_LIST.parse(query),
        ...(place === "first" ? {} : { [place]: middle }),
      });
  test.each<[name: string, most: number, ask: () => Promise<unknown>]>([
    ...["login", "name", "lastSignIn", "created"].flatMap((sort): [string, number, () => Promise<unknown>][] => [
      [`first page by ${sort}`, PAGE, question({ sort })],
      [`last page by ${sort}`, PAGE, question({ sort: `-${sort}` })],
      [`deep page by ${sort}`, PAGE, question({ sort }, "after")],
      [`a page around someone by ${sort}`, 2 * PAGE, question({ sort }, "around")],
    ]),
    ["a common status", PAGE, question({ status: "active" })],
    ["a rare status", PAGE, question({ status: "disabled", sort: "-name" })],
    ["a status of nobody", PAGE, question({ status: "deleted", sort: "-created" })],
    ["a common role", NEAR_BY, question({ role: "backup_user" })],
    ["a rare role", NEAR_BY, question({ role: "restore_operator", sort: "-lastSignIn" })],
    ["a role of nobody", NEAR_BY, question({ role: "company_admin" })],
    ["a search for everybody", NEAR_BY, question({ search: "anna" })],
    ["a deep page of it", NEAR_BY, question({ search: "anna" }, "after")],
    ["one letter of everybody", NEAR_BY, question({ search: "a" })],
    ["one letter of nobody", NEAR_BY, question({ search: "q" })],
    ["two letters of nobody", NEAR_BY, question({ search: "qq", sort: "name" })],
    ["a search for one", NEAR_BY, question({ search: "u12345", sort: "-created" })],
    ["a search for nobody", NEAR_BY, question({ search: "nobody here" })],
    ["a search of many words", NEAR_BY, question({ search: "anna nr u12345 t3 example" })],
    ["what another tenant is full of", NEAR_BY, question({ search: "t9.example" })],
    ["search, status and role", NEAR_BY, question({ status: "active", role: "restore_operator", search: "anna" })],
  ])("%s: no sequential scan, and few rows", async (_name, most, ask) => {
    expect(await readTooMuch(ask, most)).toEqual([]);
  });
});
