import { getTenant } from "@/lib/tenants/queries";
import { actorFor, makeUser, useTree } from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

test("the way down begins at the reader's own tenant, never above", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.partnerA }));
  const unit = await getTenant(actor, tree.unitA1b.id);
  expect(unit).toEqual({
    id: tree.unitA1b.id,
    name: "Unit A1b",
    kind: "unit",
    mode: null,
    path: tree.unitA1b.path,
    language: "en",
    disabledAt: null,
    open: true,
    selfManaged: false,
    insideHidden: false,
    breadcrumbs: [
      { id: tree.partnerA.id, name: "Partner A", kind: "partner" },
      { id: tree.customerA1.id, name: "Customer A1", kind: "customer" },
      { id: tree.unitA1a.id, name: "Unit A1a", kind: "unit" },
      { id: tree.unitA1b.id, name: "Unit A1b", kind: "unit" },
    ],
  });
  const own = await getTenant(actor, tree.partnerA.id);
  expect(own.breadcrumbs).toEqual([{ id: tree.partnerA.id, name: "Partner A", kind: "partner" }]);
});

test("above, beside, deleted and missing are the same: not found", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.partnerA }));
  await setColumn("tenants", tree.customerA2.id, "deleted_at = now()");
  const { provider, partnerB, customerB1, customerC, customerA2 } = tree;
  for (const id of [provider.id, partnerB.id, customerB1.id, customerC.id, customerA2.id, 999_999]) {
    expect(await refusal(getTenant(actor, id))).toEqual({ code: "NOT_FOUND" });
  }
});

test("a disabled tenant can be looked at from above", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.partnerA }));
  await setColumn("tenants", tree.customerA1.id, "disabled_at = now()");
  expect((await getTenant(actor, tree.customerA1.id)).disabledAt).toBeInstanceOf(Date);
});

test("users who see only their own open their company and no unit of it", async () => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1, role: "backup_user" }));
  expect(await getTenant(actor, tree.customerA1.id)).toMatchObject({ name: "Customer A1", mode: "production" });
  expect(await refusal(getTenant(actor, tree.unitA1a.id))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(getTenant(actor, tree.partnerA.id))).toEqual({ code: "NOT_FOUND" });
});
