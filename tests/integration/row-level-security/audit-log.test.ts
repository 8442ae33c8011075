import { type SQL, sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { auditLog, tenants } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import { sqlState } from "../../support/every-table";
import { actorFor, useTree, useUser } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.partnerA }));

beforeEach(async () => {
  await asActor(actorFor(admin), async (tx) => {
    for (const tenant of [tree.partnerA, tree.customerA1, tree.unitA1a]) {
      const place = { tenantId: tenant.id, tenantPath: tenant.path };
      await audit(tx, auditActor(actorFor(admin)), "tenant.create", {
        type: "tenant",
        id: tenant.id,
        name: "x",
        ...place,
      });
    }
  });
});

const lines = () => asSystem("test", (tx) => tx.select().from(auditLog).orderBy(auditLog.id));

const CHANGES: [string, SQL][] = [
  ["an update", sql`update audit_log set object_name = 'nothing happened'`],
  ["an update of the time", sql`update audit_log set at = now() - interval '1 day'`],
  ["an update that changes nothing", sql`update audit_log set event = event`],
  ["an update of the path by hand", sql`update audit_log set tenant_path = tenant_path`],
  ["a delete", sql`delete from audit_log`],
  ["a truncate", sql`truncate audit_log`],
  ["a truncate by way of another table", sql`truncate tenants cascade`],
  ["a merge", sql`merge into audit_log a using (values (1)) v on true when matched then delete`],
];

describe.each(CHANGES)("%s of the audit log", (_name, statement) => {
  test.each(["portal_app", "the owner"])("is refused to %s", async (who) => {
    const before = await lines();
    const change =
      who === "the owner"
        ? asSystem("test", (tx) => tx.execute(statement))
        : asActor(actorFor(admin), (tx) => tx.execute(statement));
    await expect(change.then(() => "done").catch(sqlState)).resolves.toBe("42501");
    expect(await lines()).toEqual(before);
    expect(before).toHaveLength(3);
  });
});

test("an insert that meets an existing line does not overwrite it", async () => {
  const [before] = await lines();
  const overwrite = sql`insert into audit_log (id, event, tenant_id, tenant_path, actor_user_id, object_type, object_id, object_name)
    overriding system value select id, 'user.create', tenant_id, tenant_path, ${admin.id}, 'user', '1', 'other' from audit_log limit 1
    on conflict (id) do update set object_name = excluded.object_name`;
  await expect(asSystem("test", (tx) => tx.execute(overwrite)).catch(sqlState)).resolves.toBe("42501");
  await expect(asActor(actorFor(admin), (tx) => tx.execute(overwrite)).catch(sqlState)).resolves.toBe("42501");
  expect((await lines())[0]).toEqual(before);
});

test("a trigger of another table may carry over a path and nothing else", async () => {
  await asSystem("test", async (tx) => {
    await tx.execute(sql`create table audit_probe (x int)`);
    await tx.execute(sql`create function probe() returns trigger language plpgsql as
      $$ begin update audit_log set object_name = 'forged'; return new; end $$`);
    await tx.execute(sql`create trigger probe after insert on audit_probe for each row execute function probe()`);
  });
  const forged = asSystem("test", (tx) => tx.execute(sql`insert into audit_probe values (1)`));
  await expect(forged.catch(sqlState)).resolves.toBe("42501");
  await asSystem("test", async (tx) => {
    await tx.execute(sql`drop table audit_probe`);
    await tx.execute(sql`drop function probe`);
  });
});

test("when a tenant moves, its lines follow with all else as it was", async () => {
  const before = await lines();
  await asSystem("test", async (tx) => {
    await tx
      .update(tenants)
      .set({ path: `${tree.partnerB.path}.${tree.customerA1.id}` })
      .where(sql`id = ${tree.customerA1.id}`);
  });
  const after = await lines();
  expect(after.map(({ tenantPath }) => tenantPath)).toEqual([
    tree.partnerA.path,
    `${tree.partnerB.path}.${tree.customerA1.id}`,
    tree.unitA1a.path,
  ]);
  const rest = (all: typeof before) => all.map(({ tenantPath: _moved, ...line }) => line);
  expect(rest(after)).toEqual(rest(before));
});

test("a tenant or user with lines cannot vanish together with them", async () => {
  const vanish = asSystem("test", (tx) => tx.execute(sql`delete from tenants where id = ${tree.unitA1b.id}`));
  await expect(vanish).resolves.toBeDefined();
  const withLines = asSystem("test", (tx) => tx.execute(sql`delete from tenants where id = ${tree.unitA1a.id}`));
  await expect(withLines.catch(sqlState)).resolves.toBe("23503");
  await asSystem("test", (tx) => tx.execute(sql`delete from users where id = ${admin.id}`));
  expect((await lines()).map(({ actorLogin }) => actorLogin)).toEqual(Array(3).fill(admin.login));
});
