import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { eulaAcceptances } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { readAgreement } from "@/lib/eula/agreement";
import { exportAcceptances } from "@/lib/eula/export-acceptances";
import { listAcceptances } from "@/lib/eula/list-acceptances";
import { type AcceptanceFilter, type AcceptanceRow, acceptanceKey } from "@/lib/eula/model";
import { parseAcceptanceKey } from "@/lib/eula/schema";
import { getUser } from "@/lib/users/queries";
import { publishVersion } from "../../support/eula";
import { actorFor, makeUser, type TestTenant, type TestUser, useTree } from "../../support/factories";
import { auditLines, refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let actor: Actor;
let rootId: number;
let first: number;
let second: number;

beforeEach(async () => {
  rootId = tree.provider.id;
  actor = actorFor(await makeUser({ tenant: tree.provider, login: "ada" }));
  first = await publishVersion("1");
  second = await publishVersion("2");
});

let minutes = 0;
/** Each acceptance a minute after the one before. */
const nextMinute = () => {
  minutes += 1;
  return new Date(Date.UTC(2027, 0, 1, 0, minutes));
};
const accept = (user: TestUser, version: string, at = nextMinute()) =>
  asSystem("test", (tx) =>
    tx.insert(eulaAcceptances).values({
      userId: user.id,
      tenantId: user.tenant.id,
      tenantPath: user.tenant.path,
      version,
      language: "en",
      acceptedAt: at,
      address: "192.0.2.7",
      userAgent: "Browser",
    }),
  );
const person = (login: string, tenant: TestTenant = tree.customerA1, more: object = {}) =>
  makeUser({ login, tenant, ...more });

const lines = (rows: readonly AcceptanceRow[]) =>
  rows.map(({ login, accepted }) => `${login} ${accepted?.version ?? "-"}`);
const list = async (filter: AcceptanceFilter = {}) => lines((await listAcceptances(actor, rootId, { filter })).rows);

/** All pages of a size, each by the key that an address would carry. */
async function paged(filter: AcceptanceFilter, limit: number): Promise<string[]> {
  const all: string[] = [];
  let after: string | undefined;
  do {
    const page = await listAcceptances(actor, rootId, { filter, limit, after: parseAcceptanceKey(after) });
    expect(page.earlier).toBe(after !== undefined);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    all.push(...lines(page.rows));
    after = page.next ? acceptanceKey(page.next) : undefined;
  } while (after);
  return all;
}

test("every acceptance is a line, newest first, with who, where, when and what", async () => {
  const anna = await person("anna", tree.customerA1, { firstName: "Anna", lastName: "Berg" });
  const bob = await person("bob", tree.unitB1a);
  await accept(anna, "1");
  await accept(bob, "1");
  await accept(anna, "2");
  expect(await list()).toEqual(["anna 2", "bob 1", "anna 1"]);
  const { rows } = await listAcceptances(actor, rootId);
  expect(rows[0]).toMatchObject({
    userId: anna.id,
    tenantId: tree.customerA1.id,
    name: "Anna Berg",
    tenantName: "Customer A1",
    accepted: { versionId: second, version: "2", language: "en", address: "192.0.2.7", userAgent: "Browser" },
  });
});

test("one version alone, and none for a version that is not", async () => {
  const anna = await person("anna");
  await accept(anna, "1");
  await accept(anna, "2");
  expect(await list({ show: first })).toEqual(["anna 1"]);
  expect(await list({ show: second })).toEqual(["anna 2"]);
  expect(await list({ show: 987_654 })).toEqual([]);
});

test("missing are those who can sign in and have not accepted the version in force, with what they accepted before", async () => {
  const old = await person("old");
  await accept(old, "1");
  const current = await person("current");
  await accept(current, "2");
  await person("never");
  await person("waiting", tree.customerA1, { activated: false });
  await person("disabled", tree.customerA1, { disabled: true });
  const gone = await person("gone");
  await setColumn("users", gone.id, "deleted_at = now()");
  expect(await list({ show: "missing" })).toEqual(["ada -", "old 1", "never -"]);
  expect((await readAgreement(actor, rootId)).figures).toEqual({ people: 4, accepted: 1 });
});

test("users are found by login, name and email, and by the name of their company", async () => {
  const anna = await person("anna", tree.customerA1, { lastName: "Müller", email: "a.mueller@post.example" });
  const bob = await person("bob", tree.customerB1);
  for (const user of [anna, bob]) await accept(user, "2");
  for (const search of ["anna", "muller", "MÜLLER", "post.example", "customer a1"]) {
    expect({ search, found: await list({ search }) }).toEqual({ search, found: ["anna 2"] });
  }
  expect(await list({ search: "customer" })).toEqual(["bob 2", "anna 2"]);
  for (const search of ["nobody", "%", "_", "anna bob"]) expect(await list({ search })).toEqual([]);
  const carl = await person("carl", tree.customerB1);
  expect(await list({ search: "b1", show: "missing" })).toEqual(["carl -"]);
  expect(await list({ search: "anna", show: "missing" })).toEqual([]);
  await accept(carl, "1");
  expect(await list({ search: "b1", show: first })).toEqual(["carl 1"]);
});

test("pages meet without a gap or a line twice, also among acceptances of the same moment", async () => {
  const same = new Date("2027-03-01");
  for (let index = 0; index < 7; index += 1) {
    const user = await person(`user${index}`);
    await accept(user, "1", index % 2 ? same : undefined);
    await accept(user, "2", same);
  }
  const filters: AcceptanceFilter[] = [
    {},
    { show: first },
    { show: second },
    { search: "user" },
    { search: "a1", show: first },
  ];
  for (const filter of filters) {
    const all = await list(filter);
    expect(new Set(all).size).toBe(filter.show ? 7 : 14);
    for (const limit of [1, 2, 3, 7]) expect(await paged(filter, limit)).toEqual(all);
  }
  await publishVersion("3");
  const missing = await list({ show: "missing" });
  expect(missing).toHaveLength(8);
  for (const limit of [1, 3, 8]) expect(await paged({ show: "missing" }, limit)).toEqual(missing);
  expect(await paged({ show: "missing", search: "user" }, 2)).toEqual(
    missing.filter((line) => line.startsWith("user")),
  );
});

test("beyond the nearby rows, a search finds the rare ones as well", async () => {
  const rare = await person("rarebird", tree.customerB1);
  await accept(rare, "1", new Date("2020-01-01"));
  const place = tree.customerA1;
  await asSystem("test", async (tx) => {
    await tx.execute(sql`insert into users (tenant_id, tenant_path, login, email, language, activated_at)
      select ${place.id}, ${place.path}::ltree, 'many' || i, 'many' || i || '@x.example', 'en', now() from generate_series(1, 300) i`);
    await tx.execute(sql`insert into eula_acceptances (user_id, tenant_id, tenant_path, version, language)
      select id, tenant_id, tenant_path, '1', 'en' from users where login like 'many%'`);
  });
  for (const search of ["rarebird", "customer b1"]) {
    const found = await listAcceptances(actor, rootId, { filter: { search }, limit: 2 });
    expect(lines(found.rows)).toEqual(["rarebird 1"]);
  }
  const last = await person("lastbird", tree.customerC);
  const missing = await listAcceptances(actor, rootId, { filter: { search: "lastbird", show: "missing" }, limit: 2 });
  expect(missing.rows.map(({ userId }) => userId)).toEqual([last.id]);
});

test("users of a self-managed customer are counted and not listed, searched or exported", async () => {
  const inside = await person("inside", tree.unitA1a);
  const beside = await person("beside", tree.customerB1);
  const silent = await person("silent", tree.customerA1);
  for (const user of [beside, inside]) await accept(user, "2");
  await asSystem("test", (tx) =>
    tx.execute(sql`update tenants set self_managed = true where id = ${tree.customerA1.id}`),
  );
  expect(await list()).toEqual(["beside 2"]);
  // They take no place on a page either: what the functions found, the policies would only leave out.
  for (const [filter, line] of [
    [{}, "beside 2"],
    [{ search: "cust" }, "beside 2"],
    [{ show: "missing" }, "ada -"],
  ] as const) {
    const page = await listAcceptances(actor, rootId, { filter, limit: 1 });
    expect({ filter, rows: lines(page.rows), next: page.next }).toEqual({ filter, rows: [line], next: null });
  }
  expect(await list({ search: "inside" })).toEqual([]);
  expect(await list({ search: "customer a1", show: "missing" })).toEqual([]);
  expect(await list({ show: "missing" })).toEqual(["ada -"]);
  expect((await readAgreement(actor, rootId)).figures).toEqual({ people: 4, accepted: 2 });
  const exported: AcceptanceRow[] = [];
  for await (const rows of await exportAcceptances(actor, rootId, {})) exported.push(...rows);
  expect(lines(exported)).toEqual(["beside 2"]);
  expect(silent.id).toBeGreaterThan(0);
});

test("the file has every line of the filter in the order of the list, and says in the log that it was made", async () => {
  for (const login of ["eva", "ben", "cem"]) await accept(await person(login), "2");
  const exported: AcceptanceRow[] = [];
  for await (const rows of await exportAcceptances(actor, rootId, { show: second, search: "a1" }, 2))
    exported.push(...rows);
  expect(lines(exported)).toEqual(["cem 2", "ben 2", "eva 2"]);
  expect(await auditLines()).toMatchObject([
    { event: "eula.export", actorLogin: "ada", tenantId: rootId, details: { show: second, search: "a1" } },
  ]);
});

test("a file ends with an error, and not early, when the line to go on from is permanently deleted", async () => {
  const people: TestUser[] = [];
  for (const login of ["eva", "ben", "cem"]) people.push(await person(login));
  for (const user of people) await accept(user, "2");
  const pages = await exportAcceptances(actor, rootId, {}, 1);
  await pages.next();
  await asSystem("test", (tx) => tx.execute(sql`delete from eula_acceptances where user_id = ${people[2]?.id}`));
  expect(await refusal(pages.next())).toEqual({ code: "BUSY" });
});

test("the user's page says what its owner accepted last, and whether that is in force", async () => {
  const partner = actorFor(await makeUser({ tenant: tree.partnerA }));
  const anna = await person("anna");
  const agreement = async () => (await getUser(partner, tree.customerA1.id, anna.id)).agreement;
  expect(await agreement()).toBeNull();
  await accept(anna, "2", new Date("2027-02-02"));
  // The order of versions counts, and not that of accepting.
  await accept(anna, "1", new Date("2027-02-03"));
  expect(await agreement()).toEqual({ version: "2", acceptedAt: new Date("2027-02-02"), inForce: true });
  await publishVersion("3");
  expect(await agreement()).toMatchObject({ version: "2", inForce: false });
});

test("only the provider's administrators have the list", async () => {
  const reader = actorFor(await makeUser({ tenant: tree.provider, role: "readonly_admin" }));
  expect(await refusal(listAcceptances(reader, rootId))).toBe("done");
  for (const place of ["partnerA", "customerA1", "unitA1a"] as const) {
    const other = actorFor(await makeUser({ tenant: tree[place] }));
    for (const tenantId of [rootId, tree[place].id, 999_999]) {
      expect(await refusal(listAcceptances(other, tenantId))).toEqual({ code: "NOT_FOUND" });
      expect(await refusal(exportAcceptances(other, tenantId, {}))).toEqual({ code: "NOT_FOUND" });
    }
  }
  expect(await auditLines()).toEqual([]);
});
