import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { exportClients } from "@/lib/clients/export-clients";
import { listClients } from "@/lib/clients/list-clients";
import type { ClientSummary } from "@/lib/clients/model";
import { CLIENT_LIST } from "@/lib/clients/model";
import { findJustCreated } from "@/lib/clients/queries";
import { quotaLevel } from "@/lib/quotas/model";
import { actorFor, makeTenant, makeUser, type TestTenant, useTree } from "../../support/factories";
import { auditLines, refusal, setColumn } from "../../support/inspect";
import { giveQuota } from "../../support/quotas";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let actor: Actor;

beforeEach(async () => {
  actor = actorFor(await makeUser({ tenant: tree.partnerA }));
});

const names = (clients: readonly ClientSummary[]) => clients.map(({ name }) => name);
const list = async (query: Record<string, string> = {}, tenantId = tree.partnerA.id) =>
  names((await listClients(actor, tenantId, CLIENT_LIST.parse(query))).clients);

/** Clients with these names below partner A, created a day after each other. */
async function fill(...all: string[]) {
  const made = [];
  for (const [day, name] of all.entries()) {
    const tenant = await makeTenant("customer", tree.partnerA, name);
    await setColumn("tenants", tenant.id, `created_at = timestamptz '2027-01-01' + interval '${day} days'`);
    made.push(tenant);
  }
  return made;
}

const useStorage = ({ id, path }: TestTenant, bytes: number) =>
  asSystem("test", (tx) =>
    tx.execute(sql`insert into usages (tenant_id, tenant_path, item, used_bytes, measured_at)
      values (${id}, ${path}::ltree, 'storage', ${bytes}, now())`),
  );

test("those directly below, and none further down", async () => {
  expect(await list()).toEqual(["Customer A1", "Customer A2"]);
  expect(await list({}, tree.customerA1.id)).toEqual(["Unit A1a", "Unit A1c"]);
});

test("a line has users, storage and status", async () => {
  await makeUser({ tenant: tree.customerA1 });
  await makeUser({ tenant: tree.customerA1, disabled: true });
  const gone = await makeUser({ tenant: tree.customerA1 });
  await setColumn("users", gone.id, "deleted_at = now()");
  await makeUser({ tenant: tree.unitA1a });
  await useStorage(tree.customerA1, 30);
  await useStorage(tree.unitA1a, 12);
  await setColumn("tenants", tree.customerA2.id, "disabled_at = now()");
  const { clients } = await listClients(actor, tree.partnerA.id);
  expect(clients).toMatchObject([
    {
      name: "Customer A1",
      kind: "customer",
      mode: "production",
      status: "active",
      users: 2,
      storage: { usedBytes: 42 },
    },
    { name: "Customer A2", status: "disabled", users: 0, storage: { usedBytes: 0 } },
  ]);
});

test("sorted without regard to case and accents, and by creation", async () => {
  await fill("Zebra", "éclair", "apple");
  expect(await list()).toEqual(["apple", "Customer A1", "Customer A2", "éclair", "Zebra"]);
  expect(await list({ sort: "-name" })).toEqual(["Zebra", "éclair", "Customer A2", "Customer A1", "apple"]);
  expect((await list({ sort: "-created" })).slice(0, 3)).toEqual(["apple", "éclair", "Zebra"]);
});

test("sorted by storage, by share of the quota, by users and by status, page by page", async () => {
  const [tiny, big, half] = await fill("Tiny", "Big", "Half");
  const [full, free] = await fill("Full", "Free");
  if (!tiny || !big || !half || !full || !free) throw new Error("not made");
  for (const [tenant, used, quota] of [
    [tiny, 1, 1000],
    [big, 500, 1_000_000],
    [half, 50, 100],
    [full, 3, 0],
    [free, 900, null],
  ] as const) {
    await giveQuota(tenant, quota);
    await useStorage(tenant, used);
  }
  await setColumn("tenants", tree.customerA1.id, "disabled_at = now()");
  for (const tenant of [big, big, half]) await makeUser({ tenant });
  const mine = (all: string[]) => all.filter((name) => !name.startsWith("Customer"));
  const sorted = async (sort: string) => mine(await list({ sort }));
  expect(await sorted("-storage")).toEqual(["Free", "Big", "Half", "Full", "Tiny"]);
  expect(await sorted("storage")).toEqual(["Tiny", "Full", "Half", "Big", "Free"]);
  expect(await sorted("-share")).toEqual(["Full", "Half", "Tiny", "Big", "Free"]);
  expect((await sorted("-users")).slice(0, 2)).toEqual(["Big", "Half"]);
  expect((await list({ sort: "-status" }))[0]).toBe("Customer A1");
  expect((await list({ sort: "status" })).at(-1)).toBe("Customer A1");
  expect(await list({ sort: "-storage", search: "tin" })).toEqual(["Tiny"]);

  for (const sort of ["-storage", "-share", "-users", "status"]) {
    const { sort: order } = CLIENT_LIST.parse({ sort });
    const whole = await list({ sort });
    const walked: string[] = [];
    for (let after: number | undefined; ; ) {
      const page = await listClients(actor, tree.partnerA.id, { sort: order, after, limit: 2 });
      walked.push(...names(page.clients));
      if (page.next === null) break;
      after = page.next;
    }
    expect(walked).toEqual(whole);
  }
});

test("the order by users tells nothing of self-managed customers, except from inside", async () => {
  const [shown, hidden] = await fill("Shown", "Hidden");
  if (!shown || !hidden) throw new Error("not made");
  for (let time = 0; time < 2; time++) await makeUser({ tenant: hidden });
  await makeUser({ tenant: shown });
  expect((await list({ sort: "-users" })).slice(0, 2)).toEqual(["Hidden", "Shown"]);
  await setColumn("tenants", hidden.id, "self_managed = true");
  expect((await list({ sort: "-users" })).at(-1)).toBe("Hidden");
  await setColumn("tenants", tree.customerA1.id, "self_managed = true");
  await setColumn("tenants", tree.unitA1a.id, "self_managed = true");
  await setColumn("tenants", tree.unitA1c.id, "self_managed = true");
  await makeUser({ tenant: tree.unitA1c });
  actor = actorFor(await makeUser({ tenant: tree.customerA1 }));
  expect(await list({ sort: "-users" }, tree.customerA1.id)).toEqual(["Unit A1c", "Unit A1a"]);
});

test("searched and filtered, alone and together", async () => {
  await fill("Zoë Bakery", "Zoo Pharmacy");
  const partner = await makeTenant("partner", tree.partnerA, "Zoo Partners");
  await setColumn("tenants", tree.customerA2.id, "mode = 'trial', trial_ends_at = now()").catch(() => undefined);
  expect(await list({ search: "zoe" })).toEqual(["Zoë Bakery"]);
  expect(await list({ search: "ZOO" })).toEqual(["Zoo Partners", "Zoo Pharmacy"]);
  expect(await list({ search: "zoo pharm" })).toEqual(["Zoo Pharmacy"]);
  expect(await list({ kind: "partner" })).toEqual(["Zoo Partners"]);
  expect(await list({ kind: "partner", search: "bakery" })).toEqual([]);
  await setColumn("tenants", partner.id, "disabled_at = now()");
  expect(await list({ status: "disabled" })).toEqual(["Zoo Partners"]);
  expect(await list({ status: "active", search: "zoo" })).toEqual(["Zoo Pharmacy"]);
  expect(await list({ search: "100%" })).toEqual([]);
});

test("the deleted ones show only when the filter selects them", async () => {
  await setColumn("tenants", tree.customerA1.id, "disabled_at = now(), deleted_at = now()");
  expect(await list()).toEqual(["Customer A2"]);
  expect(await list({ status: "deleted" })).toEqual(["Customer A1"]);
  const { clients } = await listClients(actor, tree.partnerA.id, CLIENT_LIST.parse({ status: "deleted" }));
  expect(clients[0]?.recoverableUntil?.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
});

test("pages follow each other without a gap, whatever the order, and one begins around a client", async () => {
  await fill("B", "a", "c", "D", "e");
  for (const sort of ["name", "-name", "created", "-created"]) {
    const state = CLIENT_LIST.parse({ sort });
    const whole = names((await listClients(actor, tree.partnerA.id, state)).clients);
    const walked: string[] = [];
    for (let after: number | undefined; ; ) {
      const page = await listClients(actor, tree.partnerA.id, { ...state, after, limit: 2 });
      expect(page.earlier).toBe(after !== undefined);
      walked.push(...names(page.clients));
      if (page.next === null) break;
      after = page.next;
    }
    expect({ sort, walked }).toEqual({ sort, walked: whole });
  }
  const { clients } = await listClients(actor, tree.partnerA.id, { around: tree.customerA2.id, limit: 2 });
  expect(names(clients)).toContain("Customer A2");
});

test("a key of another tenant's list counts as none", async () => {
  expect(names((await listClients(actor, tree.partnerA.id, { after: tree.customerB1.id })).clients)).toHaveLength(2);
});

test("those without access are refused, or told that it doesn't exist", async () => {
  const plain = actorFor(await makeUser({ tenant: tree.customerA1, role: "protection_admin" }));
  expect(await refusal(listClients(plain, tree.customerA1.id))).toEqual({ code: "FORBIDDEN" });
  for (const id of [tree.provider.id, tree.partnerB.id, tree.customerB1.id, 999]) {
    expect(await refusal(listClients(actor, id))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(exportClients(actor, id, {}))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(findJustCreated(actor, id, tree.customerB1.id))).toEqual({ code: "NOT_FOUND" });
  }
});

test("of a self-managed customer those above see the line, but neither users nor units", async () => {
  await makeUser({ tenant: tree.customerA1 });
  await setColumn("tenants", tree.customerA1.id, "self_managed = true");
  const { clients } = await listClients(actor, tree.partnerA.id);
  expect(clients[0]).toMatchObject({ name: "Customer A1", users: null });
  expect(await refusal(listClients(actor, tree.customerA1.id))).toEqual({ code: "SELF_MANAGED" });
});

test("only what has just been created counts as created", async () => {
  await makeUser({ tenant: tree.customerA1, activated: false, email: "zoe@contoso.example" });
  const found = await findJustCreated(actor, tree.partnerA.id, tree.customerA1.id);
  expect(found).toEqual({ id: tree.customerA1.id, name: "Customer A1", email: "zoe@contoso.example" });
  expect(await findJustCreated(actor, tree.partnerA.id, tree.customerB1.id)).toBeNull();
  await setColumn("tenants", tree.customerA1.id, "created_at = now() - interval '1 hour'");
  expect(await findJustCreated(actor, tree.partnerA.id, tree.customerA1.id)).toBeNull();
});

test("the file has everything the filter shows, over several pages, and the log says who took it", async () => {
  await fill("B", "a", "c");
  const rows: ClientSummary[] = [];
  for await (const page of await exportClients(actor, tree.partnerA.id, { kind: "customer" }, 2)) rows.push(...page);
  expect(names(rows).sort()).toEqual(["B", "Customer A1", "Customer A2", "a", "c"]);
  const lines = (await auditLines()).filter(({ event }) => event === "tenant.export");
  expect(lines).toMatchObject([{ tenantId: tree.partnerA.id, details: { kind: "customer" } }]);
});

test("by how full their quotas are, in any order, together with a search and page by page", async () => {
  const GB = 1024 ** 3;
  const made = await fill("Half", "Almost", "Full", "Over", "Held");
  for (const [index, gigabytes] of [50, 91, 100, 120, 89].entries()) {
    const tenant = made[index];
    if (!tenant) throw new Error("a client is missing");
    await giveQuota(tenant, 100 * GB);
    await asSystem("test", (tx) =>
      tx.execute(sql`insert into usages (tenant_id, tenant_path, item, used_bytes, measured_at)
        values (${tenant.id}, ${tenant.path}::ltree, 'storage', ${gigabytes * GB}, now())`),
    );
  }
  // As settle_quotas() leaves it: "Held" was notified at 90% and hasn't fallen by 2% since.
  await asSystem("test", (tx) => tx.execute(sql`select settle_quotas(array(select tenant_id from quotas), true)`));
  await asSystem("test", (tx) => tx.execute(sql`update quotas set level = 1 where tenant_id = ${made[4]?.id ?? 0}`));
  expect(await list({ quota: "nearly_full" })).toEqual(["Almost", "Full", "Over"]);
  expect(await list({ quota: "full", sort: "-name" })).toEqual(["Over", "Full"]);
  expect(await list({ quota: "full", search: "ful" })).toEqual(["Full"]);
  expect(await list({ quota: "nearly_full", mode: "trial" })).toEqual([]);
  const state = CLIENT_LIST.parse({ quota: "nearly_full", sort: "-created" });
  const first = await listClients(actor, tree.partnerA.id, { ...state, limit: 2 });
  expect(names(first.clients)).toEqual(["Over", "Full"]);
  const second = await listClients(actor, tree.partnerA.id, { ...state, limit: 2, after: first.next ?? undefined });
  expect(names(second.clients)).toEqual(["Almost"]);
  // The table says the same in words.
  const { clients } = await listClients(actor, tree.partnerA.id, CLIENT_LIST.parse({}));
  const warned = clients.filter(({ storage }) => storage && quotaLevel(storage) !== "below");
  expect(names(warned)).toEqual(["Almost", "Full", "Over"]);
});
