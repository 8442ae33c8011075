import { asActor, asSystem } from "@/db";
import { auditLog, tenants, users } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import { actorFor, makeTree, makeUser } from "../support/factories";
import { useTestDatabase } from "../support/test-database";

useTestDatabase();

const countAll = () =>
  asSystem("test", async (tx) => [await tx.$count(tenants), await tx.$count(users), await tx.$count(auditLog)]);

// Twice the same: the second run finds the same names and ids free again.
test.each([1, 2])("every test starts on an empty database (%i)", async () => {
  expect(await countAll()).toEqual([0, 0, 0]);
  const tree = await makeTree();
  const user = await makeUser({ tenant: tree.customerA1, login: "alice" });
  expect(tree.unitA1b.path).toBe("1.2.3.4.5");
  expect(user.id).toBe(5001);
  await asActor(actorFor(user), (tx) =>
    audit(tx, auditActor(actorFor(user)), "session.create", {
      type: "session",
      id: 1,
      name: "alice",
      tenantId: user.tenant.id,
      tenantPath: user.tenant.path,
    }),
  );
  expect(await countAll()).toEqual([11, 1, 1]);
});
