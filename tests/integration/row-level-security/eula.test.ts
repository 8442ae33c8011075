import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope, type Transaction } from "@/db";
import { eulaDocuments, eulaVersions } from "@/db/tables";
import { storeVersion } from "../../support/eula";
import { attempt } from "../../support/every-table";
import { makeTree, type Tree } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false });

let tree: Tree;
let published: number;
let draft: number;

beforeAll(async () => {
  tree = await makeTree();
  await asSystem("test", async (tx) => {
    published = await storeVersion(tx, "1");
    const [made] = await tx.insert(eulaVersions).values({}).returning({ id: eulaVersions.id });
    draft = made?.id ?? 0;
    await tx.insert(eulaDocuments).values({ versionId: draft, language: "en", title: "Secret", body: "Text" });
  });
});

const scopes = (["provider", "partnerA", "customerA1", "unitA1a"] as const).flatMap((place) =>
  (["admin", "read", "self"] as const).map((access) => ({ place, access })),
);
const scopeOf = ({ place, access }: { place: keyof Tree; access: Scope["access"] }): Scope => ({
  userId: 1,
  tenantPath: tree[place].path,
  access,
});

test.each(scopes)(
  "$access of $place sees the draft only at the provider, and what is published anywhere",
  async (who) => {
    const seen = await asActor(scopeOf(who), async (tx) => ({
      versions: rowsOf<{ id: string | number }>(await tx.execute(sql`select id from eula_versions order by id`)),
      documents: rowsOf<{ id: string | number }>(
        await tx.execute(sql`select version_id as id from eula_documents order by 1`),
      ),
    }));
    const ids = who.place === "provider" && who.access !== "self" ? [published, draft] : [published];
    expect(seen.versions.map(({ id }) => Number(id))).toEqual(ids);
    expect(seen.documents.map(({ id }) => Number(id))).toEqual(ids);
  },
);

type EulaTable = "eula_versions" | "eula_documents";

/** Whether a statement changed a row of a table, or the SQLSTATE of its refusal. */
const outcome = (who: (typeof scopes)[number], statement: string, table: EulaTable) =>
  attempt(scopeOf(who), sql.raw(statement), async (tx, { error }) => {
    if (error) return error;
    return (await storedIn(tx, table)) === before.get(table) ? "nothing" : "changed";
  });

const storedIn = async (tx: Transaction, table: EulaTable) =>
  JSON.stringify(rowsOf(await tx.execute(sql.raw(`select * from ${table} order by id`))));

const before = new Map<string, string>();
beforeAll(() =>
  asSystem("test", async (tx) => {
    for (const table of ["eula_versions", "eula_documents"] as const) before.set(table, await storedIn(tx, table));
  }),
);

describe.each(scopes)("$access of $place", (who) => {
  const may = who.place === "provider" && who.access === "admin";

  test.each<[string, EulaTable, () => string]>([
    [
      "publishes the draft",
      "eula_versions",
      () => `update eula_versions set version = 'x', published_at = now() where id = ${draft}`,
    ],
    ["discards the draft", "eula_versions", () => `delete from eula_versions where id = ${draft}`],
    [
      "changes a text of the draft",
      "eula_documents",
      () => `update eula_documents set body = 'x' where version_id = ${draft}`,
    ],
    ["removes a text of the draft", "eula_documents", () => `delete from eula_documents where version_id = ${draft}`],
  ])(`${may ? "" : "never "}%s`, async (_name, table, statement) => {
    expect(await outcome(who, statement(), table)).toBe(may ? "changed" : "nothing");
  });

  test(`${may ? "" : "never "}adds a text to the draft`, async () => {
    const insert = `insert into eula_documents (version_id, language, title, body) values (${draft}, 'de', 'x', 'x')`;
    expect(await outcome(who, insert, "eula_documents")).toBe(may ? "changed" : "42501");
  });

  test.each<[string, EulaTable, () => string, string]>([
    ["renames", "eula_versions", () => `update eula_versions set version = 'x' where id = ${published}`, "nothing"],
    ["deletes", "eula_versions", () => `delete from eula_versions where id = ${published}`, "nothing"],
    [
      "changes a text of",
      "eula_documents",
      () => `update eula_documents set body = 'x' where version_id = ${published}`,
      "nothing",
    ],
    [
      "removes a text of",
      "eula_documents",
      () => `delete from eula_documents where version_id = ${published}`,
      "nothing",
    ],
    [
      "adds a translation to",
      "eula_documents",
      () => `insert into eula_documents (version_id, language, title, body) values (${published}, 'de', 'x', 'x')`,
      "42501",
    ],
    [
      "makes, without a draft,",
      "eula_versions",
      () => "insert into eula_versions (version, published_at) values ('x', now())",
      "42501",
    ],
    [
      "moves a text of a draft to",
      "eula_documents",
      () => `update eula_documents set version_id = ${published}`,
      "42501",
    ],
  ])("never %s what is published", async (_name, table, statement, expected) => {
    expect(await outcome(who, statement(), table)).toBe(expected);
  });
});

test("there is one draft at most", async () => {
  const statement = sql`insert into eula_versions default values`;
  expect(
    await attempt(scopeOf({ place: "provider", access: "admin" }), statement, async (_tx, { error }) => error),
  ).toBe("23505");
});
