import { deleteTenant } from "@/lib/tenants/deletion";
import { disableTenant } from "@/lib/tenants/disabling";
import { listMoveTargets } from "@/lib/tenants/move-targets";
import { setSelfManaged } from "@/lib/tenants/set-self-managed";
import { getDeletedTenant, getTenantDetails } from "@/lib/tenants/tenant-details";
import { actorFor, makeTenant, makeUser, useTree, useUser } from "../../support/factories";
import { refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const partner = useUser(() => ({ tenant: tree.partnerA }));

test("a company with what is directly in it, and the one above where the reader sees that", async () => {
  const own = await makeUser({ tenant: tree.customerA1 });
  await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  await makeUser({ tenant: tree.unitA1a });
  const seen = await getTenantDetails(actorFor(partner), tree.customerA1.id);
  expect(seen).toMatchObject({
    name: "Customer A1",
    parent: { name: "Partner A" },
    openAbove: true,
    contents: { users: 2, tenants: 2 },
  });
  expect((await getTenantDetails(actorFor(own), tree.customerA1.id)).parent).toBeNull();
  expect((await getTenantDetails(actorFor(partner), tree.partnerA.id)).contents).toEqual({ users: 1, tenants: 2 });
});

test("of a self-managed customer those above see no figures, and none of its units", async () => {
  await setSelfManaged(actorFor(partner), tree.customerA1.id, true);
  expect(await getTenantDetails(actorFor(partner), tree.customerA1.id)).toMatchObject({
    selfManaged: true,
    contents: null,
  });
  expect(await refusal(getTenantDetails(actorFor(partner), tree.unitA1a.id))).toEqual({ code: "NOT_FOUND" });
  await disableTenant(actorFor(partner), tree.customerA1.id);
  await deleteTenant(actorFor(partner), tree.customerA1.id, "Customer A1");
  expect(await getDeletedTenant(actorFor(partner), tree.partnerA.id, tree.customerA1.id)).toMatchObject({
    name: "Customer A1",
  });
});

test("a deleted company shows to those above it, below its parent and nowhere else", async () => {
  expect(await refusal(getDeletedTenant(actorFor(partner), tree.partnerA.id, tree.customerA1.id))).toEqual({
    code: "NOT_FOUND",
  });
  await disableTenant(actorFor(partner), tree.customerA1.id);
  await deleteTenant(actorFor(partner), tree.customerA1.id, "Customer A1");
  const found = await getDeletedTenant(actorFor(partner), tree.partnerA.id, tree.customerA1.id);
  expect(found.recoverableUntil.getTime() - found.deletedAt.getTime()).toBe(30 * 86_400_000);
  const beside = await makeUser({ tenant: tree.partnerB });
  for (const parent of [tree.partnerA, tree.partnerB]) {
    expect(await refusal(getDeletedTenant(actorFor(beside), parent.id, tree.customerA1.id))).toEqual({
      code: "NOT_FOUND",
    });
  }
  expect(await refusal(getDeletedTenant(actorFor(partner), tree.customerA1.id, tree.unitA1a.id))).toEqual({
    code: "NOT_FOUND",
  });
});

test("the places to move to: in reach, open, not where it is, not below it; found by a part of the name", async () => {
  const provider = actorFor(await makeUser({ tenant: tree.provider }));
  const below = await makeTenant("partner", tree.partnerA, "Sub 100%");
  const names = async (id: number, search = "") =>
    (await listMoveTargets(provider, id, search)).targets.map(({ name }) => name);
  expect(await names(tree.customerA1.id)).toEqual(["Provider", "Partner B", "Sub 100%"]);
  expect(await names(tree.partnerA.id)).toEqual(["Partner B"]);
  expect(await names(tree.customerA1.id, "ub 100%")).toEqual(["Sub 100%"]);
  expect(await names(tree.customerA1.id, "%x%")).toEqual([]);
  await disableTenant(provider, tree.partnerB.id);
  expect(await names(tree.customerA1.id)).toEqual(["Provider", "Sub 100%"]);
  expect((await listMoveTargets(actorFor(partner), tree.customerA1.id, "")).targets).toEqual([
    { id: below.id, name: "Sub 100%", parentName: "Partner A" },
  ]);
  expect(await refusal(listMoveTargets(actorFor(partner), tree.customerB1.id, ""))).toEqual({ code: "NOT_FOUND" });
});
