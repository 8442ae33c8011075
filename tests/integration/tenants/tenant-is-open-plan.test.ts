import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf } from "@/db";
import { makeTree, type Tree } from "../../support/factories";
import { onPostgres, useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false });

const COMPANIES = 5_000;
/** What looking a handful of companies up by id may read. */
const A_FEW = 40;
const block = onPostgres ? describe : describe.skip;

block("what it reads to tell whether a company is open (only on Postgres: set TEST_DATABASE_URL)", () => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await makeTree();
    await asSystem("test", async (tx) => {
      await tx.execute(sql`insert into tenants (parent_id, kind, name, unique_name, mode, language)
        select ${tree.partnerA.id}, 'customer', 'Customer ' || g, 'customer ' || g, 'production', 'en' from generate_series(1, ${COMPANIES}::int) g`);
    });
    await asSystem("test", (tx) => tx.execute(sql`analyze`));
  });

  test.each(["the provider", "a partner"])(
    "asked by %s it looks at what lies above, not at all that is below",
    async (who) => {
      const { path } = who === "a partner" ? tree.partnerA : tree.provider;
      const plan = await asActor({ userId: 1, tenantPath: path, access: "admin" }, async (tx) => {
        const ask = sql`explain (analyze, buffers, format json) select tenant_is_open(${tree.unitA1b.path}::ltree)`;
        // Of the first time is what a connection has to learn about the tables.
        await tx.execute(ask);
        return rowsOf<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }>(await tx.execute(ask))[0]?.["QUERY PLAN"][0]
          .Plan;
      });
      expect(plan?.["Shared Hit Blocks"]).toBeLessThan(A_FEW);
      expect(plan?.["Shared Read Blocks"]).toBeLessThan(A_FEW);
    },
  );
});
