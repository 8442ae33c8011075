import { eq } from "drizzle-orm";
import { asActor } from "@/db";
import { brands } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { auditedTenant } from "@/lib/tenants/lock-changeable-tenant";
import { lockTenant } from "@/lib/tenants/lock-tenant";

/**
 * "Restore to defaults": takes a tenant's own brand away, pictures and host name included. From then on it shows that of the nearest
 * tenant above that has one. Where there is none to take away, nothing changes.
 * @throws AppError NOT_FOUND, FORBIDDEN, BRAND_OF_CUSTOMER.
 */
export async function restoreBrand(actor: Actor, tenantId: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const tenant = await lockTenant(tx, tenantId, "no key update");
    assertCan(actor, "brand.change", tenant);
    const [gone] = await tx
      .delete(brands)
      .where(eq(brands.tenantId, tenantId))
      .returning({ productName: brands.productName, hostName: brands.hostName });
    if (gone) await audit(tx, auditActor(actor), "brand.restore", auditedTenant(tenant), gone);
  });
}
