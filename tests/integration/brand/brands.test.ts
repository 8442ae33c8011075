import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { asActor, asSystem, rowsOf } from "@/db";
import { brandLogos, brands, tenants } from "@/db/tables";
import type { Brand, BrandTexts } from "@/lib/brand/model";
import { readBrandSettings, readLogo } from "@/lib/brand/queries";
import { restoreBrand } from "@/lib/brand/restore-brand";
import { brandValues, type LogoChange, saveBrand } from "@/lib/brand/save-brand";
import { formVersion } from "@/lib/form/version";
import { moveTenant } from "@/lib/tenants/move-tenant";
import { purgeDeletedTenants } from "@/lib/tenants/purge-deleted-tenants";
import { sqlState } from "../../support/every-table";
import { actorFor, makeUser, type TestTenant, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const provider = useUser(() => ({ tenant: tree.provider }));
const partner = useUser(() => ({ tenant: tree.partnerA }));

const NO_LINKS = { supportLink: null, imprintLink: null, termsLink: null, privacyLink: null };
const textsOf = (productName: string, more: Partial<BrandTexts> = {}): BrandTexts => ({
  productName,
  accent: null,
  hostName: null,
  ...NO_LINKS,
  ...more,
});

const KEEP = { light: "keep", dark: "keep" } as const;
const opened = async ({ id }: TestTenant) => {
  const { version, texts } = await readBrandSettings(actorFor(provider), id);
  return formVersion(version, brandValues(texts));
};
async function save(
  by: TestUser,
  tenant: TestTenant,
  texts: BrandTexts,
  logos: Partial<Record<"light" | "dark", LogoChange>> = {},
  version?: string,
) {
  const seen = version ?? (await opened(tenant).catch(() => "0.x"));
  return refusal(saveBrand(actorFor(by), { tenantId: tenant.id, version: seen }, texts, { ...KEEP, ...logos }));
}
/** The look at a place, as the installation itself finds it. */
const lookAt = async ({ path }: TestTenant) => {
  const result = await asSystem("test", (tx) => tx.execute(sql`select brand_at(${path}::ltree) as brand`));
  return rowsOf<{ brand: Brand | null }>(result)[0]?.brand ?? null;
};
const nameAt = async (tenant: TestTenant) => (await lookAt(tenant))?.productName ?? null;

const picture = async (width: number, height = 40, format: "png" | "webp" = "png") => {
  const create = { width, height, channels: 3 as const, background: "#0a5a70" };
  return new Uint8Array(await sharp({ create }).toFormat(format).toBuffer());
};

describe("which brand is shown", () => {
  test("the nearest one at or above a tenant, as a whole; none where no one has one", async () => {
    expect(await nameAt(tree.unitA1b)).toBeNull();
    expect(
      await save(
        provider,
        tree.provider,
        textsOf("Provider Backup", { accent: "#aa0000", supportLink: "mailto:a@b.example" }),
      ),
    ).toBe("done");
    for (const place of [tree.provider, tree.partnerA, tree.unitA1b, tree.customerC]) {
      expect(await nameAt(place)).toBe("Provider Backup");
    }
    expect(await save(partner, tree.partnerA, textsOf("Partner Backup"))).toBe("done");
    for (const place of [tree.partnerA, tree.customerA1, tree.unitA1b]) {
      // A partner that has a name of its own never shows the provider's color or support.
      expect(await lookAt(place)).toMatchObject({ productName: "Partner Backup", accent: null, supportLink: null });
    }
    for (const place of [tree.provider, tree.partnerB, tree.customerB1, tree.customerC]) {
      expect(await nameAt(place)).toBe("Provider Backup");
    }
  });

  test("a company that moves takes on the brand of where it goes", async () => {
    await save(partner, tree.partnerA, textsOf("Partner Backup"));
    await moveTenant(actorFor(provider), tree.customerA1.id, tree.partnerB.id);
    const [{ path } = { path: "" }] = await asSystem("test", (tx) =>
      tx.select({ path: tenants.path }).from(tenants).where(eq(tenants.id, tree.customerA1.id)),
    );
    expect(await nameAt({ ...tree.customerA1, path })).toBeNull();
    await moveTenant(actorFor(provider), tree.partnerA.id, tree.partnerB.id);
    const [row] = await asSystem("test", (tx) => tx.select({ path: brands.tenantPath }).from(brands));
    expect(row?.path).toBe(`${tree.provider.id}.${tree.partnerB.id}.${tree.partnerA.id}`);
  });

  test("users find out their own look and that of companies below, without seeing whose it is, and no others", async () => {
    await save(provider, tree.provider, textsOf("Provider Backup"));
    await save(await makeUser({ tenant: tree.partnerB }), tree.partnerB, textsOf("Other Backup"));
    const worker = actorFor(await makeUser({ tenant: tree.customerA1, role: "backup_user" }));
    const seen = await asActor(worker, async (tx) => {
      const at = async ({ path }: TestTenant) =>
        rowsOf<{ brand: Brand | null }>(await tx.execute(sql`select brand_at(${path}::ltree) as brand`))[0]?.brand;
      return {
        own: await at(tree.customerA1),
        below: await at(tree.unitA1a),
        above: await at(tree.provider),
        beside: await at(tree.partnerB),
        rows: await tx.select({ id: brands.tenantId }).from(brands),
      };
    });
    expect(seen).toMatchObject({ own: { productName: "Provider Backup" }, below: { productName: "Provider Backup" } });
    expect(seen).toMatchObject({ above: null, beside: null, rows: [] });
    expect(JSON.stringify(seen.own)).not.toContain("tenant");
  });
});

describe("setting a brand", () => {
  test("stores what was given, with a line that says from what to what; the same again changes nothing", async () => {
    const links = { supportLink: "https://help.example.com/", termsLink: "https://www.example.com/terms" };
    const texts = textsOf("Partner Backup", { accent: "#8a1c5c", hostName: "portal.example.com", ...links });
    expect(await save(partner, tree.partnerA, texts, { light: await picture(200) })).toBe("done");
    expect(await readBrandSettings(actorFor(partner), tree.partnerA.id)).toMatchObject({
      version: 1,
      texts,
      logos: { light: { width: 200, height: 40 } },
      look: {
        productName: "Partner Backup",
        accent: "#8a1c5c",
        ...links,
        logo: { width: 200, height: 40 },
        darkLogo: null,
      },
    });
    const [line] = await auditLines();
    expect(line).toMatchObject({
      event: "brand.update",
      tenantId: tree.partnerA.id,
      actorLogin: partner.login,
      details: {
        productName: { from: "", to: "Partner Backup" },
        accent: { from: null, to: "#8a1c5c" },
        logo: "logo_added",
      },
    });
    expect(await save(partner, tree.partnerA, texts, { light: await picture(200, 40) })).toBe("done");
    expect(await save(partner, tree.partnerA, texts, {}, "stale.stale")).toBe("done");
    expect(await auditLines()).toHaveLength(1);
  });

  test("pictures are replaced, removed and found by what they hold", async () => {
    const texts = textsOf("Partner Backup");
    await save(partner, tree.partnerA, texts, { light: await picture(200), dark: await picture(90, 90, "webp") });
    const { logos } = await readBrandSettings(actorFor(partner), tree.partnerA.id);
    const png = await readLogo(logos.dark?.hash ?? "");
    expect(await sharp(png ?? undefined).metadata()).toMatchObject({ format: "png", width: 90, height: 90 });
    await save(partner, tree.partnerA, texts, { light: await picture(201), dark: "remove" });
    const after = await readBrandSettings(actorFor(partner), tree.partnerA.id);
    expect(after.logos).toEqual({ light: expect.objectContaining({ width: 201 }) });
    expect(await readLogo(logos.dark?.hash ?? "")).toBeNull();
    expect((await auditLines()).at(-1)?.details).toEqual({ logo: "logo_replaced", darkLogo: "logo_removed" });
  });

  test("of two simultaneous edits the second gets a conflict; a picture alone conflicts with nothing", async () => {
    await save(partner, tree.partnerA, textsOf("First"));
    const version = await opened(tree.partnerA);
    expect(await save(provider, tree.partnerA, textsOf("Theirs"), {}, version)).toBe("done");
    expect(await save(partner, tree.partnerA, textsOf("Mine"), {}, version)).toEqual({ code: "VERSION_CONFLICT" });
    expect(await nameAt(tree.partnerA)).toBe("Theirs");
    const again = await opened(tree.partnerA);
    expect(await save(provider, tree.partnerA, textsOf("Theirs"), { light: await picture(100) }, again)).toBe("done");
    expect(await save(partner, tree.partnerA, textsOf("Mine"), {}, again)).toBe("done");
  });

  test("several can enter a host name, and none the portal's own", async () => {
    const name = { hostName: "portal.example.com" };
    for (const tenant of [tree.partnerA, tree.partnerB]) {
      expect(await save(provider, tenant, textsOf("A", name))).toBe("done");
    }
    const own = await save(provider, tree.partnerB, textsOf("B", { hostName: "localhost" }));
    expect(own).toEqual({ code: "HOST_OWN", field: "hostName" });
  });

  test("a picture that is refused is refused at its field, and nothing of the form is stored", async () => {
    const svg = new TextEncoder().encode("<svg/>");
    expect(await save(partner, tree.partnerA, textsOf("A"), { dark: svg })).toEqual({
      code: "LOGO_SVG",
      field: "darkLogo",
    });
    expect(await nameAt(tree.partnerA)).toBeNull();
  });

  test("refused: readers, those beside and below, and companies that sell nothing", async () => {
    const texts = textsOf("X");
    const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
    expect(await save(reader, tree.partnerA, texts)).toEqual({ code: "FORBIDDEN" });
    for (const place of [tree.partnerB, tree.customerA1, tree.unitA1a]) {
      const stranger = await makeUser({ tenant: place });
      expect(await save(stranger, tree.partnerA, texts)).toEqual({ code: "NOT_FOUND" });
      expect(await refusal(restoreBrand(actorFor(stranger), tree.partnerA.id))).toEqual({ code: "NOT_FOUND" });
    }
    expect(await save(partner, tree.provider, texts)).toEqual({ code: "NOT_FOUND" });
    expect(await save(partner, tree.customerA1, texts)).toEqual({ code: "BRAND_OF_CUSTOMER" });
    const owner = await makeUser({ tenant: tree.customerA1 });
    expect(await save(owner, tree.customerA1, texts)).toEqual({ code: "BRAND_OF_CUSTOMER" });
    expect(await refusal(readBrandSettings(actorFor(owner), tree.customerA1.id))).toEqual({
      code: "BRAND_OF_CUSTOMER",
    });
    expect(await refusal(restoreBrand(actorFor(reader), tree.partnerA.id))).toEqual({ code: "FORBIDDEN" });
    expect(await asSystem("test", (tx) => tx.select().from(brands))).toEqual([]);
    expect(await auditLines()).toEqual([]);
  });
});

test("restoring the defaults takes everything away and shows those above again", async () => {
  await save(provider, tree.provider, textsOf("Provider Backup"));
  await save(partner, tree.partnerA, textsOf("A", { hostName: "portal.example.com" }), { light: await picture(80) });
  await restoreBrand(actorFor(partner), tree.partnerA.id);
  expect(await nameAt(tree.customerA1)).toBe("Provider Backup");
  expect(await asSystem("test", (tx) => tx.select({ hash: brandLogos.hash }).from(brandLogos))).toEqual([]);
  expect((await auditLines()).at(-1)).toMatchObject({
    event: "brand.restore",
    details: { productName: "A", hostName: "portal.example.com" },
  });
  await restoreBrand(actorFor(partner), tree.partnerA.id);
  expect(await auditLines()).toHaveLength(3);
  expect(await save(partner, tree.partnerB, textsOf("B"))).toEqual({ code: "NOT_FOUND" });
});

describe("the database alone", () => {
  const insertAs = (by: TestUser, { id: tenantId, path: tenantPath }: TestTenant) =>
    asActor(actorFor(by), (tx) => tx.insert(brands).values({ tenantId, tenantPath, productName: "X" }))
      .then(() => "stored")
      .catch(sqlState);

  test("keeps customers and units from having a brand, and everyone from giving one to another company", async () => {
    for (const place of [tree.customerA1, tree.unitA1a]) expect(await insertAs(provider, place)).toBe("23514");
    expect(await insertAs(partner, tree.partnerB)).not.toBe("stored");
    expect(await insertAs(partner, tree.provider)).not.toBe("stored");
    const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
    expect(await insertAs(reader, tree.partnerA)).toBe("42501");
    expect(await insertAs(partner, tree.partnerA)).toBe("stored");
  });

  test("lets no one change another company's brand, or any picture", async () => {
    await save(partner, tree.partnerA, textsOf("A"), { light: await picture(80) });
    const other = actorFor(await makeUser({ tenant: tree.partnerB }));
    const changed = await asActor(other, (tx) =>
      tx.update(brands).set({ productName: "Taken over" }).returning({ id: brands.tenantId }),
    );
    expect(changed).toEqual([]);
    await asActor(other, (tx) => tx.delete(brandLogos));
    expect(await asSystem("test", (tx) => tx.select({ hash: brandLogos.hash }).from(brandLogos))).toHaveLength(1);
    const changing = asActor(actorFor(partner), (tx) => tx.update(brandLogos).set({ width: 2 }));
    await expect(changing.then(() => "changed").catch(sqlState)).resolves.toBe("42501");
  });
});

test("the brand of a partner is gone with it, and its host name free, once it is purged", async () => {
  await save(partner, tree.partnerA, textsOf("A", { hostName: "portal.example.com" }), { light: await picture(80) });
  const longAgo = sql`now() - interval '31 days'`;
  await asSystem("test", (tx) =>
    tx
      .update(tenants)
      .set({ disabledAt: longAgo, deletedAt: longAgo, deletedWith: tree.partnerA.id })
      .where(sql`${tenants.path} <@ ${tree.partnerA.path}::ltree`),
  );
  await purgeDeletedTenants();
  expect(await save(provider, tree.partnerB, textsOf("B", { hostName: "portal.example.com" }))).toBe("done");
});
