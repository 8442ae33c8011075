import { asSystem } from "@/db";
import { tenants } from "@/db/tables";
import { formVersion } from "@/lib/form/version";
import { generalValues, updateTenant } from "@/lib/tenants/update-tenant";
import { actorFor, makeUser, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const partner = useUser(() => ({ tenant: tree.partnerA }));

const rowOf = async (id: number) => {
  const row = (await asSystem("test", (tx) => tx.select().from(tenants))).find((tenant) => tenant.id === id);
  if (!row) throw new Error("no such tenant");
  return row;
};
const opened = async (id: number) => {
  const row = await rowOf(id);
  return formVersion(row.version, generalValues(row));
};
const update = (by: TestUser, tenantId: number, version: string, name: string, language: "en" | "de" = "en") =>
  refusal(updateTenant(actorFor(by), { tenantId, version }, { name, language }));

test("name and language change, with a line that tells from what to what", async () => {
  const { id } = tree.customerA1;
  expect(await update(partner, id, await opened(id), "Fjord", "de")).toBe("done");
  expect(await rowOf(id)).toMatchObject({ name: "Fjord", language: "de", version: 2 });
  expect((await auditLines()).map(({ event, details }) => ({ event, details }))).toEqual([
    {
      event: "tenant.update",
      details: { name: { from: "Customer A1", to: "Fjord" }, language: { from: "en", to: "de" } },
    },
  ]);
  expect(await update(partner, id, "stale.stale", "Fjord", "de")).toBe("done");
  expect(await auditLines()).toHaveLength(1);
});

test("of two simultaneous edits the second gets a conflict and loses nothing", async () => {
  const { id } = tree.customerA1;
  const version = await opened(id);
  const own = await makeUser({ tenant: tree.customerA1 });
  expect(await update(own, id, version, "Theirs")).toBe("done");
  expect(await update(partner, id, version, "Mine")).toEqual({ code: "VERSION_CONFLICT" });
  expect((await rowOf(id)).name).toBe("Theirs");
  expect(await update(partner, id, await opened(id), "Mine")).toBe("done");
});

test("refused: a name of a sibling, a reader, those beside and below, and what is deleted", async () => {
  const { id } = tree.customerA1;
  const version = await opened(id);
  const before = await rowOf(id);
  expect(await update(partner, id, version, "customer a2")).toEqual({ code: "NAME_TAKEN", field: "name" });
  const reader = await makeUser({ tenant: tree.customerA1, role: "readonly_admin" });
  expect(await update(reader, id, version, "X")).toEqual({ code: "FORBIDDEN" });
  for (const place of [tree.partnerB, tree.customerA2, tree.unitA1a]) {
    expect(await update(await makeUser({ tenant: place }), id, version, "X")).toEqual({ code: "NOT_FOUND" });
  }
  expect(await update(partner, 999_999, version, "X")).toEqual({ code: "NOT_FOUND" });
  expect(await rowOf(id)).toEqual(before);
});
