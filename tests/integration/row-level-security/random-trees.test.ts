import { sql } from "drizzle-orm";
import fc from "fast-check";
import { asActor, asSystem, rowsOf, type Scope } from "@/db";
import { MAY_CONTAIN } from "@/lib/vocabulary";
import { cases } from "../../support/drill";
import { makeTenant, makeUser, type TestTenant } from "../../support/factories";
import { emptyDatabase, useTestDatabase } from "../../support/test-database";

useTestDatabase();

/** One more tenant: its parent (by position among those there are) and which of the possible kinds it is. */
const branch = fc.record({ parent: fc.nat(), kind: fc.nat() });
const growth = fc.array(branch, { maxLength: 12 });

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

/** The positions at and below one, found by walking up the parents: not by paths, which are what is tested. */
function subtree(parents: number[], top: number): number[] {
  const isBelow = (position: number): boolean => position === top || (position > 0 && isBelow(parents[position] ?? -1));
  return parents.map((_parent, position) => position).filter(isBelow);
}

test("in any tree, from any place, what is seen and what can be written is exactly the subtree", async () => {
  await fc.assert(
    fc.asyncProperty(
      growth,
      fc.nat(),
      fc.constantFrom<Scope["access"]>("admin", "read"),
      async (branches, pick, access) => {
        await emptyDatabase();
        const { all, parents } = await grow(branches);
        for (const tenant of all) await makeUser({ tenant });
        const top = pick % all.length;
        const ids = subtree(parents, top)
          .map((position) => all[position]?.id)
          .sort();
        const scope: Scope = { userId: 1, tenantPath: all[top]?.path ?? "", access };
        const seen = async (text: string) =>
          asActor(scope, async (tx) =>
            rowsOf<{ id: number }>(await tx.execute(sql.raw(text)))
              .map(({ id }) => id)
              .sort(),
          );
        expect(await seen("select id::int from tenants")).toEqual(ids);
        expect(await seen("select distinct tenant_id::int as id from users")).toEqual(ids);
        expect(await seen("select distinct tenant_id::int as id from user_roles")).toEqual(ids);

        await asActor(scope, (tx) => tx.execute(sql`update users set version = 77`));
        const written = await asSystem("test", (tx) =>
          tx.execute(sql`select distinct tenant_id::int as id from users where version = 77`),
        );
        const writtenIds = rowsOf<{ id: number }>(written).map(({ id }) => id);
        expect(writtenIds.sort()).toEqual(access === "admin" ? ids : []);
      },
    ),
    { numRuns: cases(8, 200) },
  );
});
