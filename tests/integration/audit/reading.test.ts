import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import type { AuditEvent } from "@/lib/audit/model";
import { exportAuditLog } from "@/lib/audit-log/export-audit-log";
import type { AuditFilter } from "@/lib/audit-log/model";
import { getAuditLine, LINES_PER_PAGE, listAuditLines, listTenantsBelow } from "@/lib/audit-log/queries";
import { actorFor, adminOf, makeTenant, makeUser, REQUEST, type TestTenant, useTree } from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();

type Line = { tenant: TestTenant; name: string; event?: AuditEvent; by?: string | null; daysAgo?: number; at?: string };

/** Lines in the order given, as old as each says. */
async function write(lines: readonly Line[]): Promise<void> {
  await asSystem("test", async (tx) => {
    await tx.execute(sql`alter table audit_log disable trigger user`);
    for (const { tenant, name, event = "user.create", by = "Anna", daysAgo = 0, at = null } of lines) {
      const initiator = by === null ? "system" : { userId: 1, login: by, tenantId: tenant.id, request: REQUEST };
      const place = { tenantId: tenant.id, tenantPath: tenant.path };
      await audit(tx, initiator, event, { type: "user", id: 1, name, ...place });
      await tx.execute(sql`update audit_log set at = coalesce(${at}::timestamptz, now() - make_interval(days => ${daysAgo}::int))
        where id = (select max(id) from audit_log)`);
    }
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
}

const names = async (actor: Actor, tenant: TestTenant, filter: AuditFilter = {}) =>
  (await listAuditLines(actor, tenant.id, { filter })).lines.map(({ objectName }) => objectName);
const NOT_FOUND = { code: "NOT_FOUND" };

test("the log of a tenant has its own entries and those below, newest first, and no others", async () => {
  const all = Object.entries(tree).map(([name, tenant]): Line => ({ tenant, name }));
  await write(all);
  const { partnerA, customerA1, unitA1a, provider } = tree;
  const admin = await adminOf(partnerA);
  const inA = ["customerA2", "unitA1c", "unitA1b", "unitA1a", "customerA1", "partnerA"];
  expect(await names(admin, partnerA)).toEqual(inA);
  expect(await names(admin, customerA1)).toEqual(["unitA1c", "unitA1b", "unitA1a", "customerA1"]);
  expect(await names(admin, unitA1a)).toEqual(["unitA1b", "unitA1a"]);
  expect(await names(await adminOf(provider), provider)).toEqual(Object.keys(tree).toReversed());
  const reader = actorFor(await makeUser({ tenant: customerA1, role: "readonly_admin" }));
  expect(await names(reader, customerA1)).toEqual(["unitA1c", "unitA1b", "unitA1a", "customerA1"]);
});

test("a line about a tenant says of which kind it is, unless the tenant is out of sight", async () => {
  const { customerA1, unitA1a, provider } = tree;
  await asSystem("test", async (tx) => {
    for (const about of [customerA1, unitA1a, provider]) {
      const place = { tenantId: customerA1.id, tenantPath: customerA1.path };
      await audit(tx, "system", "tenant.update", { type: "tenant", id: about.id, name: "changed", ...place });
    }
  });
  await write([{ tenant: customerA1, name: "user" }]);
  const { lines } = await listAuditLines(await adminOf(customerA1), customerA1.id);
  expect(lines.map(({ objectKind }) => objectKind)).toEqual([null, null, "unit", "customer"]);
});

test("tenants and lines out of reach answer as those that never were", async () => {
  await write([
    { tenant: tree.customerB1, name: "foreign" },
    { tenant: tree.partnerA, name: "above" },
    { tenant: tree.unitA1a, name: "below" },
  ]);
  const root = await adminOf(tree.provider);
  const ids = new Map(
    (await listAuditLines(root, tree.provider.id)).lines.map(({ objectName, id }) => [objectName, id]),
  );
  const admin = await adminOf(tree.customerA1);
  const own = tree.customerA1.id;
  for (const tenant of [tree.customerB1.id, tree.partnerA.id, tree.provider.id, 999_999]) {
    expect(await refusal(listAuditLines(admin, tenant))).toEqual(NOT_FOUND);
    expect(await refusal(listAuditLines(admin, own, { filter: { tenant } }))).toEqual(NOT_FOUND);
    expect(await refusal(listTenantsBelow(admin, tenant))).toEqual(NOT_FOUND);
    expect(await refusal(exportAuditLog(admin, tenant, {}))).toEqual(NOT_FOUND);
    expect(await refusal(exportAuditLog(admin, own, { tenant }))).toEqual(NOT_FOUND);
    expect(await refusal(getAuditLine(admin, tenant, ids.get("below") ?? 0))).toEqual(NOT_FOUND);
  }
  for (const line of [ids.get("foreign") ?? 0, ids.get("above") ?? 0, 999_999]) {
    expect(await refusal(getAuditLine(admin, own, line))).toEqual(NOT_FOUND);
    // As a place to go on from they count as none.
    expect(await listAuditLines(admin, own, { after: line })).toMatchObject({ earlier: false, lines: [{}] });
  }
  // Within reach, but of a tenant beside or above the one that is open.
  expect(await refusal(getAuditLine(admin, tree.unitA1c.id, ids.get("below") ?? 0))).toEqual(NOT_FOUND);
  expect(await refusal(listAuditLines(admin, tree.unitA1a.id, { filter: { tenant: own } }))).toEqual(NOT_FOUND);
  expect(await getAuditLine(admin, own, ids.get("below") ?? 0)).toMatchObject({ objectName: "below" });
});

test("users without a role on the Management Portal read nothing", async () => {
  for (const role of ["protection_admin", "protection_ro_admin", "backup_user", "restore_operator"] as const) {
    const actor = actorFor(await makeUser({ tenant: tree.customerA1, role }));
    expect(await refusal(listAuditLines(actor, tree.customerA1.id))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(listTenantsBelow(actor, tree.customerA1.id))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(getAuditLine(actor, tree.customerA1.id, 1))).toEqual({ code: "FORBIDDEN" });
    expect(await refusal(exportAuditLog(actor, tree.customerA1.id, {}))).toEqual({ code: "FORBIDDEN" });
  }
});

test("each part of the filter leaves out what it should, and they hold together", async () => {
  const { customerA1, unitA1a } = tree;
  await write([
    { tenant: customerA1, name: "old", daysAgo: 40 },
    { tenant: customerA1, name: "by system", by: null, daysAgo: 10 },
    { tenant: unitA1a, name: "in unit", by: "ANNA", daysAgo: 10 },
    { tenant: customerA1, name: "other event", event: "session.create", daysAgo: 3 },
    { tenant: customerA1, name: "by Ben", by: "ben", daysAgo: 3 },
  ]);
  const admin = await adminOf(customerA1);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const shown = (filter: AuditFilter) => names(admin, customerA1, filter);
  expect(await shown({})).toEqual(["by Ben", "other event", "in unit", "by system", "old"]);
  expect(await shown({ from: day(10) })).toEqual(["by Ben", "other event", "in unit", "by system"]);
  expect(await shown({ to: day(10) })).toEqual(["in unit", "by system", "old"]);
  expect(await shown({ from: day(10), to: day(10) })).toEqual(["in unit", "by system"]);
  expect(await shown({ from: day(3), to: day(10) })).toEqual([]);
  expect(await shown({ event: "session.create" })).toEqual(["other event"]);
  expect(await shown({ person: "anna" })).toEqual(["other event", "in unit", "old"]);
  expect(await shown({ person: "BEN" })).toEqual(["by Ben"]);
  expect(await shown({ person: "an" })).toEqual([]);
  expect(await shown({ person: "ann%" })).toEqual([]);
  expect(await shown({ person: "\u0000'; --" })).toEqual([]);
  expect(await shown({ tenant: unitA1a.id })).toEqual(["in unit"]);
  expect(await shown({ tenant: customerA1.id })).toHaveLength(5);
  expect(await shown({ person: "anna", event: "user.create", from: day(10) })).toEqual(["in unit"]);
});

test.each([
  ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
  ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"],
  ["Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00Z", "2026-03-29T18:30:00Z"],
  ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"],
  ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z"],
])("a day is the reader's, from its first moment to its last: %s, %s", async (timeZone, day, begins, ends) => {
  const { customerA1 } = tree;
  const before = (moment: string) => new Date(Date.parse(moment) - 1).toISOString();
  await write([
    { tenant: customerA1, name: "before", at: before(begins) },
    { tenant: customerA1, name: "first", at: begins },
    { tenant: customerA1, name: "last", at: before(ends) },
    { tenant: customerA1, name: "after", at: ends },
  ]);
  const admin = { ...(await adminOf(customerA1)), timeZone };
  expect(await names(admin, customerA1, { from: day, to: day })).toEqual(["last", "first"]);
  expect(await names(admin, customerA1, { from: day })).toEqual(["after", "last", "first"]);
  expect(await names(admin, customerA1, { to: day })).toEqual(["last", "first", "before"]);

  // What was taken out is on record with the time zone in which its days are days.
  for await (const _ of await exportAuditLog(admin, customerA1.id, { from: day })) break;
  const [line] = (await listAuditLines(admin, customerA1.id)).lines;
  expect(line).toMatchObject({ event: "audit_log.export", details: { from: day, timeZone } });
});

/** The same log by both ways of reading: few tenants each by its index, and many by walking the whole log. */
describe.each([
  ["few tenants", 0],
  ["many tenants", 200],
])("pages of %s", (_name, more) => {
  test("are the whole log once, whatever was written in the same moment; the file has the same lines", async () => {
    const { partnerA, unitA1a, customerB1 } = tree;
    const admin = await adminOf(partnerA);
    for (let count = 0; count < more; count += 1) await makeTenant("customer", partnerA);
    const count = LINES_PER_PAGE * 2 + 7;
    // One transaction, one moment: the id alone puts many of them in order.
    await write(
      Array.from({ length: count }, (_, index) => ({
        tenant: [partnerA, unitA1a, customerB1][index % 3] ?? partnerA,
        name: String(index),
        daysAgo: index < 80 ? 2 : 1,
      })),
    );
    const expected = Array.from({ length: count }, (_, index) => index)
      .filter((index) => index % 3 !== 2)
      .map(String)
      .toReversed();
    const seen: string[] = [];
    const pages: number[] = [];
    let after: number | undefined;
    do {
      const page = await listAuditLines(admin, partnerA.id, { after, limit: 30 });
      expect(page.earlier).toBe(after !== undefined);
      pages.push(page.lines.length);
      seen.push(...page.lines.map(({ objectName }) => objectName));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(expected);
    expect(pages).toEqual([30, 30, 12]);

    const inFile: string[] = [];
    for await (const lines of await exportAuditLog(admin, partnerA.id, {}, 30)) {
      inFile.push(...lines.map(({ objectName }) => objectName));
    }
    expect(inFile).toEqual(expected);
  });
});

test("exactly one page has no next one; an empty log is an empty page", async () => {
  const admin = await adminOf(tree.customerC);
  expect(await listAuditLines(admin, tree.customerC.id)).toEqual({ lines: [], earlier: false, next: null });
  await write(Array.from({ length: LINES_PER_PAGE }, (_, index) => ({ tenant: tree.customerC, name: String(index) })));
  expect(await listAuditLines(admin, tree.customerC.id)).toMatchObject({ earlier: false, next: null });
});

test("a line tells who it was; whose company is out of reach stays unnamed", async () => {
  const { customerA1, partnerA } = tree;
  const object = { type: "user" as const, id: 5, name: "x", tenantId: customerA1.id, tenantPath: customerA1.path };
  await asSystem("test", async (tx) => {
    await audit(tx, "system", "user.create", object);
    await audit(tx, { userId: null, request: REQUEST }, "session.refuse", object);
    await audit(tx, { userId: 1, login: "above", tenantId: partnerA.id, request: REQUEST }, "user.create", object, {
      role: "readonly_admin",
    });
  });
  const admin = await adminOf(customerA1);
  const { lines } = await listAuditLines(admin, customerA1.id);
  expect(lines.map(({ initiator }) => initiator)).toEqual([{ login: "above" }, "unknown", "system"]);
  const id = lines[0]?.id ?? 0;
  expect(await getAuditLine(admin, customerA1.id, id)).toMatchObject({
    initiatorTenant: null,
    tenantName: "Customer A1",
    address: REQUEST.address,
    userAgent: REQUEST.userAgent,
    requestId: REQUEST.requestId,
    details: { role: "readonly_admin" },
  });
  expect(await getAuditLine(await adminOf(partnerA), customerA1.id, id)).toMatchObject({
    initiatorTenant: "Partner A",
  });
});

test("the filter offers the tenants below, named with their parent where that is another one", async () => {
  const { tenants, more } = await listTenantsBelow(await adminOf(tree.partnerA), tree.partnerA.id);
  expect(more).toBe(false);
  expect(tenants.map(({ name, parentName }) => [parentName, name])).toEqual([
    [null, "Customer A1"],
    [null, "Customer A2"],
    ["Customer A1", "Unit A1a"],
    ["Customer A1", "Unit A1c"],
    ["Unit A1a", "Unit A1b"],
  ]);
});

test("of a self-managed customer those above get no file, which would say that nothing happened", async () => {
  const above = await adminOf(tree.partnerA);
  await setColumn("tenants", tree.customerA1.id, "self_managed = true");
  expect(await refusal(exportAuditLog(above, tree.customerA1.id, {}))).toEqual({ code: "SELF_MANAGED" });
  expect(await refusal(exportAuditLog(await adminOf(tree.customerA1), tree.customerA1.id, {}))).toBe("done");
});
