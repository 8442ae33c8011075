import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope } from "@/db";
import { tenants } from "@/db/tables";
import { checkViolation, uniqueViolation } from "@/db/violations";
import { named } from "@/lib/fields/unique-name";
import { MAY_CONTAIN, TENANT_KINDS, type TenantKind } from "@/lib/vocabulary";
import { fillEveryTable, rowsIn, sqlState, tenantTables } from "../../support/every-table";
import { makeTenant, makeUser, type Tree, useTree } from "../../support/factories";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

const scope = (place: keyof Tree): Scope => ({ userId: 1, tenantPath: tree[place].path, access: "admin" });
const OF_KIND = { root: "provider", partner: "partnerA", customer: "customerA1", unit: "unitA1a" } as const;
const pairs = TENANT_KINDS.flatMap((parent) => TENANT_KINDS.map((child) => ({ parent, child })));

const add = (parentId: number | null, kind: TenantKind, name: string) => ({
  parentId,
  kind,
  ...named(name),
  language: "en",
  mode: kind === "customer" ? ("trial" as const) : null,
});

test.each(pairs)("a $child below a $parent", async ({ parent, child }) => {
  const values = add(tree[OF_KIND[parent]].id, child, "New");
  const insert = asSystem("test", (tx) =>
    tx.insert(tenants).values(values).returning({ id: tenants.id, path: tenants.path }),
  );
  if (MAY_CONTAIN[parent].includes(child)) {
    const [row] = await insert;
    expect(row?.path).toBe(`${tree[OF_KIND[parent]].path}.${row?.id}`);
  } else {
    const error = await insert.catch((thrown: unknown) => thrown);
    const rule = child === "root" ? "tenants_root_has_no_parent" : "tenants_containment";
    expect(checkViolation(error) ?? uniqueViolation(error)).toBe(rule);
  }
});

test("the path is the trigger's to make, whatever the insert says", async () => {
  const [row] = await asSystem("test", (tx) =>
    tx
      .insert(tenants)
      .values({ ...add(tree.customerA1.id, "unit", "New"), path: tree.partnerB.path })
      .returning({ id: tenants.id, path: tenants.path }),
  );
  expect(row?.path).toBe(`${tree.customerA1.path}.${row?.id}`);
});

test("there is one provider, it has no parent, and every other tenant has one", async () => {
  const second = asSystem("test", (tx) => tx.insert(tenants).values(add(null, "root", "Second")));
  expect(uniqueViolation(await second.catch((error: unknown) => error))).toBe("tenants_one_root");
  const orphan = asSystem("test", (tx) => tx.insert(tenants).values(add(null, "partner", "Orphan")));
  await expect(orphan.catch(sqlState)).resolves.toBe("23503");
});

test("a deleted parent gets no children", async () => {
  await asSystem("test", (tx) =>
    tx.execute(sql`update tenants set deleted_at = now() where id = ${tree.customerA1.id}`),
  );
  const insert = asSystem("test", (tx) => tx.insert(tenants).values(add(tree.customerA1.id, "unit", "New")));
  await expect(insert.catch(sqlState)).resolves.toBe("23503");
});

test("a name is free once per parent, without regard to case, and free again after deletion", async () => {
  const insert = (parent: keyof Tree, name: string) =>
    asSystem("test", (tx) => tx.insert(tenants).values(add(tree[parent].id, "unit", name)));
  const taken = await insert("customerA1", "UNIT a1A").catch((error: unknown) => error);
  expect(uniqueViolation(taken)).toBe("tenants_name_per_parent");
  await insert("customerA2", "Unit A1a");
  await insert("unitA1a", "Unit A1a");
  await asSystem("test", (tx) => tx.execute(sql`update tenants set deleted_at = now() where id = ${tree.unitA1a.id}`));
  await insert("customerA1", "Unit A1a");
});

test("a login is free once in the whole installation, without regard to case, also after deletion", async () => {
  const first = await makeUser({ tenant: tree.customerA1, login: "Alice.Smith" });
  const again = () => makeUser({ tenant: tree.customerB1, login: "aLICE.sMITH" });
  expect(uniqueViolation(await again().catch((error: unknown) => error))).toBe("users_login_key");
  await asSystem("test", (tx) => tx.execute(sql`update users set deleted_at = now() where id = ${first.id}`));
  expect(uniqueViolation(await again().catch((error: unknown) => error))).toBe("users_login_key");
});

test.each(["ab", "a b c", "ümlaut", "new\nline", "'quote'", "a".repeat(255)])(
  "the login %j is refused by the table as well",
  async (login) => {
    await expect(makeUser({ tenant: tree.customerA1, login, email: "x@y.example" }).catch(sqlState)).resolves.toBe(
      "23514",
    );
  },
);

test("place_tenant works under portal_app, below the own tenant and in the depth", async () => {
  const insert = (place: keyof Tree, parent: keyof Tree, kind: TenantKind) =>
    asActor(scope(place), async (tx) => {
      const [row] = await tx
        .insert(tenants)
        .values(add(tree[parent].id, kind, "New"))
        .returning({ id: tenants.id, path: tenants.path });
      expect(row?.path).toBe(`${tree[parent].path}.${row?.id}`);
    });
  await insert("provider", "provider", "partner");
  await insert("partnerA", "partnerA", "customer");
  await insert("partnerA", "unitA1b", "unit");
  await expect(insert("partnerA", "partnerB", "customer").catch(sqlState)).resolves.toBe("23503");
  await expect(insert("customerA1", "partnerA", "customer").catch(sqlState)).resolves.toBe("23503");
});

test("after a move of a subtree every row of every table says where its tenant now is", async () => {
  await fillEveryTable(Object.values(tree));
  const tables = await tenantTables();
  const counts = async () =>
    asSystem("test", async (tx) => Promise.all(tables.map(async (table) => (await rowsIn(tx, table)).length)));
  const before = await counts();

  await asSystem("test", async (tx) => {
    await tx.execute(sql`update tenants set parent_id = ${tree.partnerB.id} where id = ${tree.customerA1.id}`);
    await tx.execute(sql`update tenants
      set path = ${tree.partnerB.path}::ltree || subpath(path, nlevel(${tree.customerA1.path}::ltree) - 1)
      where path <@ ${tree.customerA1.path}::ltree`);
  });

  for (const table of tables.filter(({ name }) => name !== "tenants")) {
    const astray = await asSystem("test", (tx) =>
      tx.execute(
        sql.raw(`select 1 from ${table.name} x join tenants t on t.id = x.tenant_id where t.path <> x.tenant_path`),
      ),
    );
    expect({ table: table.name, astray: rowsOf(astray).length }).toEqual({ table: table.name, astray: 0 });
  }
  expect(await counts()).toEqual(before);
  const seenBy = (place: keyof Tree) => asActor(scope(place), (tx) => tx.$count(tenants));
  expect([await seenBy("partnerA"), await seenBy("partnerB")]).toEqual([2, 7]);
});

test("tenant_is_open looks at the tenant and all above it, not at those beside or below", async () => {
  const open = (path: string) =>
    asSystem("test", async (tx) => rowsOf(await tx.execute(sql`select tenant_is_open(${path}::ltree) as open`))[0]);
  for (const column of ["disabled_at", "deleted_at"]) {
    await asSystem("test", (tx) =>
      tx.execute(sql.raw(`update tenants set ${column} = now() where id = ${tree.customerA1.id}`)),
    );
    for (const place of ["customerA1", "unitA1a", "unitA1b"] as const) {
      expect(await open(tree[place].path)).toEqual({ open: false });
    }
    for (const place of ["provider", "partnerA", "customerA2", "unitB1a"] as const) {
      expect(await open(tree[place].path)).toEqual({ open: true });
    }
    await asSystem("test", (tx) => tx.execute(sql.raw(`update tenants set ${column} = null`)));
  }
});

describeRaces("a parent and its new child", () => {
  test("creating a child while its parent moves leaves the child below where the parent is", async () => {
    const [child] = await Promise.all([
      makeTenant("unit", tree.customerA1, "Race"),
      asSystem("test", (tx) =>
        tx.execute(sql`update tenants set path = ${tree.partnerB.path}::ltree || id::text, parent_id = ${tree.partnerB.id}
          where id = ${tree.customerA2.id}`),
      ),
    ]);
    expect(child.path.startsWith(tree.customerA1.path)).toBe(true);
  });

  test("a parent that is being deleted makes the child wait, and then refuses it", async () => {
    let child: Promise<string> | undefined;
    await asSystem("test", async (tx) => {
      await tx.execute(sql`update tenants set deleted_at = now() where id = ${tree.customerA1.id}`);
      child = makeTenant("unit", tree.customerA1, "Late")
        .then(() => "made")
        .catch(sqlState);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    await expect(child).resolves.toBe("23503");
  });
});
