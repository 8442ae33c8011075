import { eq, sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Transaction } from "@/db";
import { brandLogos, brands, tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { findTenant } from "@/lib/tenants/queries";
import { hostRecord } from "./host-proof";
import type { Brand, BrandHost, BrandTexts, Logo, LogoVariant } from "./model";

/** A brand as its own page shows it. `version` is 0 where the tenant has none of its own. */
export type BrandSettings = {
  version: number;
  texts: BrandTexts | null;
  logos: Partial<Record<LogoVariant, Logo>>;
  /** Null without a host name, and for the provider: its brand shows under every name that no one has proven. */
  host: BrandHost | null;
  /** What the tenant's users see now: its own brand, or that of a tenant above; null for Backstay's own look. */
  look: Brand | null;
};

/** The texts of a brand, as its row has them. */
export const BRAND_TEXTS = {
  productName: brands.productName,
  accent: brands.accent,
  supportLink: brands.supportLink,
  imprintLink: brands.imprintLink,
  termsLink: brands.termsLink,
  privacyLink: brands.privacyLink,
  hostName: brands.hostName,
};

/**
 * Settings > Branding of a tenant.
 * @throws AppError NOT_FOUND, the same for one out of reach and one that never was; BRAND_OF_CUSTOMER, FORBIDDEN.
 */
export async function readBrandSettings(actor: Actor, tenantId: number): Promise<BrandSettings> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "brand.view", tenant);
    const [row] = await tx
      .select({ ...BRAND_TEXTS, version: brands.version, provenAt: brands.hostProvenAt, proof: brands.hostProof })
      .from(brands)
      .where(eq(brands.tenantId, tenantId));
    const [seen] = await tx
      .select({ look: brandAt(tenants.path) })
      .from(tenants)
      .where(eq(tenants.id, tenantId));
    const { version = 0, provenAt = null, proof = null, ...texts } = row ?? {};
    return {
      version,
      texts: row ? (texts as BrandTexts) : null,
      logos: await logosOf(tx, tenantId),
      host:
        row?.hostName && tenant.kind !== "root"
          ? {
              name: row.hostName,
              record: hostRecord(tenantId, row.hostName),
              proven: provenAt && proof ? { by: proof, at: provenAt } : null,
            }
          : null,
      look: seen?.look ?? null,
    };
  });
}

/** The pictures of a tenant's own brand. */
export async function logosOf(tx: Transaction, tenantId: number): Promise<Partial<Record<LogoVariant, Logo>>> {
  const { variant, hash, width, height } = brandLogos;
  const rows = await tx
    .select({ variant, hash, width, height })
    .from(brandLogos)
    .where(eq(brandLogos.tenantId, tenantId));
  return Object.fromEntries(rows.map(({ variant: of, ...logo }) => [of, logo]));
}

/** The look at a place of the tree, for a query that knows the place. */
export const brandAt = (path: unknown) => sql<Brand | null>`brand_at(${path})`;

/** How the provider presents itself; null for Backstay's own look. */
export async function providerBrand(): Promise<Brand | null> {
  const [row] = await asSystem("brand", (tx) =>
    tx
      .select({ look: brandAt(tenants.path) })
      .from(tenants)
      .where(eq(tenants.kind, "root")),
  );
  return row?.look ?? null;
}

/** Before anyone is known: the brand that has proven the host name, else the provider's; null for Backstay's own look. */
export async function brandOfHost(hostName: string | null): Promise<Brand | null> {
  const found = await asSystem(
    "brand",
    (tx) =>
      tx.execute(sql`select coalesce(
      (select ${brandAt(brands.tenantPath)} from ${brands} inner join ${tenants} on ${tenants.id} = ${brands.tenantId}
        where ${brands.hostName} = ${hostName} and ${brands.hostProvenAt} is not null and ${tenants.deletedAt} is null),
      (select ${brandAt(tenants.path)} from ${tenants} where ${tenants.kind} = 'root')) as brand`),
    "one statement",
  );
  return rowsOf<{ brand: Brand | null }>(found)[0]?.brand ?? null;
}

/** A picture by its hash, for everyone: it is on the sign-in page. Null if no brand has it. */
export async function readLogo(hash: string): Promise<Uint8Array | null> {
  const [row] = await asSystem("brand", (tx) =>
    tx.select({ png: brandLogos.png }).from(brandLogos).where(eq(brandLogos.hash, hash)).limit(1),
  );
  return row?.png ?? null;
}
