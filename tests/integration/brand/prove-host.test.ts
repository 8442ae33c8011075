import { eq, sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { brands, tenants } from "@/db/tables";
import type { BrandTexts } from "@/lib/brand/model";
import { checkHost, confirmHost } from "@/lib/brand/prove-host";
import { brandOfHost, readBrandSettings } from "@/lib/brand/queries";
import { brandValues, saveBrand } from "@/lib/brand/save-brand";
import { formVersion } from "@/lib/form/version";
import { type DnsStandIn, startDns } from "../../support/dns-stand-in";
import { sqlState } from "../../support/every-table";
import { actorFor, makeUser, type TestTenant, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();

const HOST = "portal.example.com";
const RECORD = `_backstay.${HOST}`;

const tree = useTree();
const provider = useUser(() => ({ tenant: tree.provider }));
const partner = useUser(() => ({ tenant: tree.partnerA }));
const other = useUser(() => ({ tenant: tree.partnerB }));

let dns: DnsStandIn;

beforeEach(async () => {
  dns = await startDns();
  useTestEnv({ DNS_RESOLVER: dns.address });
  await enter(provider, tree.provider, "Provider Backup", null);
  await enter(partner, tree.partnerA, "Partner Backup");
});
afterEach(async () => {
  await dns.close();
  useTestEnv({ DNS_RESOLVER: undefined });
});

/** Saves a brand with a host name. */
async function enter(by: TestUser, { id: tenantId }: TestTenant, productName: string, hostName: string | null = HOST) {
  const { version, texts } = await readBrandSettings(actorFor(by), tenantId);
  const entered: BrandTexts = {
    productName,
    hostName,
    accent: null,
    supportLink: null,
    imprintLink: null,
    termsLink: null,
    privacyLink: null,
  };
  const form = { tenantId, version: formVersion(version, brandValues(texts)) };
  return refusal(saveBrand(actorFor(by), form, entered, { light: "keep", dark: "keep" }));
}

const hostOf = async (by: TestUser, { id }: TestTenant) => (await readBrandSettings(actorFor(by), id)).host;
const valueFor = async (by: TestUser, tenant: TestTenant) => (await hostOf(by, tenant))?.record.value ?? "";
const check = (by: TestUser, { id }: TestTenant) => refusal(checkHost(actorFor(by), id));
const confirm = (by: TestUser, { id: tenantId }: TestTenant, hostName = HOST) =>
  refusal(confirmHost(actorFor(by), { tenantId, hostName }));
/** The product's name that someone sees who opens the host name. */
const shown = async (host = HOST) => (await brandOfHost(host))?.productName;
const eventsOf = async ({ id }: TestTenant) =>
  (await auditLines()).filter(({ tenantId }) => tenantId === id).map(({ event }) => event);

test("a name that was only entered shows the provider's brand, and is asked for beside the name itself", async () => {
  expect(await shown()).toBe("Provider Backup");
  expect(await hostOf(partner, tree.partnerA)).toEqual({
    name: HOST,
    record: { name: RECORD, value: expect.stringMatching(/^backstay-proof=[\w-]{43}$/) },
    proven: null,
  });
  expect(await check(partner, tree.partnerA)).toEqual({ code: "HOST_UNPROVEN" });
  expect(dns.asked).toContain(RECORD);
  expect(await shown()).toBe("Provider Backup");
});

test("the record proves it, beside others and once; the log says so", async () => {
  dns.records.set(RECORD, ["v=spf1 -all", "x".repeat(300), ` ${await valueFor(partner, tree.partnerA)} `]);
  expect(await check(partner, tree.partnerA)).toBe("done");
  expect(await shown()).toBe("Partner Backup");
  expect((await hostOf(partner, tree.partnerA))?.proven).toEqual({ by: "dns", at: expect.any(Date) });
  expect((await auditLines()).at(-1)).toMatchObject({
    event: "brand.prove_host",
    tenantId: tree.partnerA.id,
    actorLogin: partner.login,
    details: { hostName: HOST },
  });
  const lines = (await auditLines()).length;
  expect(await check(partner, tree.partnerA)).toBe("done");
  expect(await auditLines()).toHaveLength(lines);
});

test("the value of another company, or for another name, proves nothing", async () => {
  await enter(other, tree.partnerB, "Other Backup");
  const values = [await valueFor(other, tree.partnerB), "backstay-proof=", "backstay-proof"];
  await enter(partner, tree.partnerA, "Partner Backup", "other.example.com");
  values.push(await valueFor(partner, tree.partnerA));
  await enter(partner, tree.partnerA, "Partner Backup", HOST);
  dns.records.set(RECORD, values);
  expect(await check(partner, tree.partnerA)).toEqual({ code: "HOST_UNPROVEN" });
});

test("of two who entered a name, the one who proves it has it, and who had it before reads so in their log", async () => {
  expect(await enter(other, tree.partnerB, "Other Backup")).toBe("done");
  expect(await confirm(provider, tree.partnerB)).toBe("done");
  expect(await shown()).toBe("Other Backup");
  dns.records.set(RECORD, [await valueFor(partner, tree.partnerA)]);
  expect(await check(other, tree.partnerB)).toEqual({ code: "HOST_UNPROVEN" });
  expect(await check(partner, tree.partnerA)).toBe("done");
  expect(await shown()).toBe("Partner Backup");
  expect((await hostOf(other, tree.partnerB))?.proven).toBeNull();
  expect(await eventsOf(tree.partnerB)).toEqual(["brand.update", "brand.confirm_host", "brand.lose_host"]);
  const lost = (await auditLines()).find(({ event }) => event === "brand.lose_host");
  expect(lost).toMatchObject({ actorLogin: null, objectName: "Partner B", details: { hostName: HOST } });
});

test("the provider's administrator confirms it without a record, no one else, and only the name that the page showed", async () => {
  expect(await confirm(partner, tree.partnerA)).toEqual({ code: "FORBIDDEN" });
  expect(await confirm(other, tree.partnerA)).toEqual({ code: "NOT_FOUND" });
  const reader = await makeUser({ tenant: tree.provider, role: "readonly_admin" });
  expect(await confirm(reader, tree.partnerA)).toEqual({ code: "FORBIDDEN" });
  expect(await confirm(provider, tree.partnerA, "another.example.com")).toEqual({ code: "NOT_FOUND" });
  expect(await shown()).toBe("Provider Backup");
  expect(await confirm(provider, tree.partnerA)).toBe("done");
  expect(await shown()).toBe("Partner Backup");
  expect((await auditLines()).at(-1)).toMatchObject({
    event: "brand.confirm_host",
    tenantId: tree.partnerA.id,
    actorLogin: provider.login,
    details: { hostName: HOST },
  });
  expect(dns.asked).toEqual([]);
});

test("another name has to be proven anew, and a changed look has not", async () => {
  await confirm(provider, tree.partnerA);
  await enter(partner, tree.partnerA, "Renamed Backup");
  expect(await shown()).toBe("Renamed Backup");
  await enter(partner, tree.partnerA, "Renamed Backup", "new.example.com");
  expect([await shown(), await shown("new.example.com")]).toEqual(["Provider Backup", "Provider Backup"]);
  await enter(partner, tree.partnerA, "Renamed Backup");
  expect(await shown()).toBe("Provider Backup");
});

test.each(["fails", "silent"] as const)("a name server that %s proves nothing, and is named", async (mood) => {
  dns.mood = mood;
  expect(await check(partner, tree.partnerA)).toEqual({ code: "HOST_DNS" });
});

test("refused: readers, those beside, a brand without a name, and too many looks", async () => {
  const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
  expect(await check(reader, tree.partnerA)).toEqual({ code: "FORBIDDEN" });
  expect(await check(other, tree.partnerA)).toEqual({ code: "NOT_FOUND" });
  expect(await check(provider, tree.provider)).toEqual({ code: "NOT_FOUND" });
  expect(await check(provider, tree.customerA1)).toEqual({ code: "BRAND_OF_CUSTOMER" });
  for (let count = 0; count < 30; count++) await check(partner, tree.partnerA);
  expect(await check(partner, tree.partnerA)).toMatchObject({ code: "TOO_MANY_REQUESTS" });
});

test("a deleted company's name shows nothing of it, and another can prove it", async () => {
  await confirm(provider, tree.partnerA);
  await asSystem("test", (tx) =>
    tx
      .update(tenants)
      .set({ disabledAt: sql`now()`, deletedAt: sql`now()`, deletedWith: tree.partnerA.id })
      .where(sql`${tenants.path} <@ ${tree.partnerA.path}::ltree`),
  );
  expect(await shown()).toBe("Provider Backup");
  await enter(other, tree.partnerB, "Other Backup");
  dns.records.set(RECORD, [await valueFor(other, tree.partnerB)]);
  expect(await check(other, tree.partnerB)).toBe("done");
  expect(await shown()).toBe("Other Backup");
});

describe("the database alone", () => {
  test("lets no actor write that a name is proven", async () => {
    const proven = { hostProvenAt: sql`now()`, hostProof: "dns" as const };
    const update = asActor(actorFor(partner), (tx) => tx.update(brands).set(proven));
    await expect(update.then(() => "changed").catch(sqlState)).resolves.toBe("42501");
    await asActor(actorFor(other), (tx) =>
      tx.insert(brands).values({
        tenantId: tree.partnerB.id,
        tenantPath: tree.partnerB.path,
        productName: "X",
        hostName: "x.example.com",
        ...proven,
      }),
    );
    const [row] = await asSystem("test", (tx) =>
      tx
        .select({ at: brands.hostProvenAt, by: brands.hostProof })
        .from(brands)
        .where(eq(brands.tenantId, tree.partnerB.id)),
    );
    expect(row).toEqual({ at: null, by: null });
    const prove = asActor(actorFor(other), (tx) =>
      tx.execute(sql`select prove_host(${tree.partnerA.id}, ${HOST}, 'dns')`),
    );
    await expect(prove.then(() => "proven").catch(sqlState)).resolves.toBe("P0002");
    const vouch = asActor(actorFor(partner), (tx) =>
      tx.execute(sql`select prove_host(${tree.partnerA.id}, ${HOST}, 'provider')`),
    );
    await expect(vouch.then(() => "proven").catch(sqlState)).resolves.toBe("42501");
  });
});
