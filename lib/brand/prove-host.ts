import { eq, sql } from "drizzle-orm";
import { asActor, rowsOf, type Transaction } from "@/db";
import { brands } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { countAttempt } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { auditedTenant } from "@/lib/tenants/lock-changeable-tenant";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { findTenant } from "@/lib/tenants/queries";
import { hasHostRecord } from "./host-proof";
import type { HostProof } from "./model";

/**
 * "Check now": looks for the TXT record of a brand's host name. Found, the name shows this brand from then on, and no longer another's
 * that had it.
 * @throws AppError NOT_FOUND, also where the brand has no host name; FORBIDDEN, BRAND_OF_CUSTOMER, TOO_MANY_REQUESTS, HOST_UNPROVEN
 * without the record, HOST_DNS when no name server responds. Nothing has changed then.
 */
export async function checkHost(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  const hostName = await asActor(actor, async (tx) => {
    assertCan(actor, "brand.change", await findTenant(tx, actor, tenantId));
    return hostNameOf(tx, tenantId);
  });
  await countAttempt([{ limit: "hostCheck", subject: String(actor.userId) }]);
  if (!(await hasHostRecord(tenantId, hostName))) throw new AppError("HOST_UNPROVEN");
  await prove(actor, tenantId, hostName, "dns");
}

/**
 * The provider's administrator vouches for a brand's host name, without a record.
 * @param hostName as the page showed it: another one that was entered meanwhile isn't confirmed.
 * @throws AppError NOT_FOUND, also where the brand has no such host name; FORBIDDEN, BRAND_OF_CUSTOMER.
 */
export async function confirmHost(
  actor: Actor,
  { tenantId, hostName }: { tenantId: number; hostName: string },
): Promise<void> {
  assertCanChange(actor);
  await prove(actor, tenantId, hostName, "provider");
}

const RULES = { dns: "brand.change", provider: "brand.confirm_host" } as const;
const EVENTS = { dns: "brand.prove_host", provider: "brand.confirm_host" } as const;

async function prove(
  actor: Actor,
  tenantId: number,
  hostName: string,
  proof: Exclude<HostProof, "earlier">,
): Promise<void> {
  await asActor(actor, async (tx) => {
    const tenant = await lockTenant(tx, tenantId, "no key update");
    assertCan(actor, RULES[proof], tenant);
    // It may be another by now than the one that was checked or shown.
    if ((await hostNameOf(tx, tenantId)) !== hostName) throw new AppError("NOT_FOUND");
    const changed = rowsOf<{ changed: boolean }>(
      await tx.execute(sql`select prove_host(${tenantId}, ${hostName}, ${proof}) as changed`),
    );
    if (changed[0]?.changed) {
      await audit(tx, auditActor(actor), EVENTS[proof], auditedTenant(tenant), { hostName });
    }
  });
}

async function hostNameOf(tx: Transaction, tenantId: number): Promise<string> {
  const [row] = await tx.select({ hostName: brands.hostName }).from(brands).where(eq(brands.tenantId, tenantId));
  if (!row?.hostName) throw new AppError("NOT_FOUND");
  return row.hostName;
}
