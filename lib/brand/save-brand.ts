import { and, eq, sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { brandLogos, brands } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { type AuditDetails, changesOf } from "@/lib/audit/model";
import { countAttempt } from "@/lib/auth/limits";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { assertVersion, type FormValues } from "@/lib/form/version";
import { auditedTenant } from "@/lib/tenants/lock-changeable-tenant";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { type EncodedLogo, encodeLogo } from "./encode-logo";
import { type BrandTexts, LOGO_VARIANTS, type LogoVariant } from "./model";
import { BRAND_TEXTS, logosOf } from "./queries";

/** What to do with a picture: replace it, remove it, or keep it. */
export type LogoChange = Uint8Array | "remove" | "keep";

const NOTHING: BrandTexts = {
  productName: "",
  accent: null,
  supportLink: null,
  imprintLink: null,
  termsLink: null,
  privacyLink: null,
  hostName: null,
};

/** The fields that pictures come in. */
const FIELDS: Record<LogoVariant, string> = { light: "logo", dark: "darkLogo" };

/** What the form shows of a brand: what its version is made from. */
export function brandValues(texts: BrandTexts | null): FormValues {
  return Object.fromEntries(Object.entries(texts ?? NOTHING).map(([field, value]) => [field, value ?? ""]));
}

/**
 * Sets the brand of the provider or a partner. Saving what is there already changes nothing. A host name that is new shows the brand
 * once it is proven (prove-host.ts); others may have entered it, too.
 * @param version what the form was opened on.
 * @throws AppError NOT_FOUND, FORBIDDEN, BRAND_OF_CUSTOMER, VERSION_CONFLICT, HOST_OWN (hostName), LOGO_* (logo, darkLogo),
 * TOO_MANY_REQUESTS. Nothing has changed then.
 */
export async function saveBrand(
  actor: Actor,
  { tenantId, version }: { tenantId: number; version: string },
  texts: BrandTexts,
  logos: Record<LogoVariant, LogoChange>,
): Promise<void> {
  assertCanChange(actor);
  if (texts.hostName === new URL(env().APP_URL).hostname) throw new AppError("HOST_OWN", "hostName");
  // Drawn before the transaction, so that no one waits for it.
  const [light, dark] = [await drawn(actor, logos.light, "light"), await drawn(actor, logos.dark, "dark")];
  await asActor(actor, async (tx) => {
    const tenant = await lockTenant(tx, tenantId, "no key update");
    assertCan(actor, "brand.change", tenant);
    const { version: count = 0, ...row } = (await currentRow(tx, tenantId)) ?? {};
    const before = count === 0 ? NOTHING : (row as BrandTexts);
    const changes = { ...changesOf(before, texts), ...(await logoChanges(tx, tenantId, { light, dark })) };
    if (Object.keys(changes).length === 0) return;
    assertVersion(version, count, brandValues(before));
    const place = { tenantId, tenantPath: tenant.path };
    await storeTexts(tx, place, texts);
    await storeLogo(tx, place, "light", light);
    await storeLogo(tx, place, "dark", dark);
    await audit(tx, auditActor(actor), "brand.update", auditedTenant(tenant), changes);
  });
}

async function currentRow(tx: Transaction, tenantId: number) {
  const [row] = await tx
    .select({ ...BRAND_TEXTS, version: brands.version })
    .from(brands)
    .where(eq(brands.tenantId, tenantId));
  return row;
}

async function drawn(actor: Actor, change: LogoChange, variant: LogoVariant): Promise<Drawn[LogoVariant]> {
  if (typeof change === "string") return change;
  await countAttempt([{ limit: "logoUpload", subject: String(actor.userId) }]);
  return encodeLogo(change).catch((error: unknown) => {
    throw error instanceof AppError ? new AppError(error.code, FIELDS[variant], error.values) : error;
  });
}

type Drawn = Record<LogoVariant, EncodedLogo | "remove" | "keep">;

/** What happens to the pictures, in words: a hash would tell the reader nothing. */
async function logoChanges(tx: Transaction, tenantId: number, wanted: Drawn): Promise<AuditDetails> {
  const present = await logosOf(tx, tenantId);
  const details: AuditDetails = {};
  for (const variant of LOGO_VARIANTS) {
    const [change, before] = [wanted[variant], present[variant]];
    if (change === "keep" || (change === "remove" && !before)) continue;
    if (change === "remove") details[FIELDS[variant]] = "logo_removed";
    else if (change.hash !== before?.hash) details[FIELDS[variant]] = before ? "logo_replaced" : "logo_added";
  }
  return details;
}

type Place = { tenantId: number; tenantPath: string };

async function storeTexts(tx: Transaction, place: Place, texts: BrandTexts): Promise<void> {
  await tx
    .insert(brands)
    .values({ ...place, ...texts })
    .onConflictDoUpdate({
      target: brands.tenantId,
      set: { ...texts, version: sql`${brands.version} + 1`, updatedAt: sql`now()` },
    });
}

async function storeLogo(
  tx: Transaction,
  place: Place,
  variant: LogoVariant,
  change: Drawn[LogoVariant],
): Promise<void> {
  if (change === "keep") return;
  await tx.delete(brandLogos).where(and(eq(brandLogos.tenantId, place.tenantId), eq(brandLogos.variant, variant)));
  if (change !== "remove") await tx.insert(brandLogos).values({ ...place, variant, ...change });
}
