import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { tenants, userRoles } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import type { RequestInfo } from "@/lib/http/request-info";
import { NO_TIME_ZONE } from "@/lib/time-zone/names";

type Person = { id: number; login: string; tenantId: number; tenantPath: string };

/**
 * In the transaction that lets someone in: the first administrator of the provider brings the time zone of the browser along, for an
 * installation that has none. UTC isn't taken: some browsers say it to hide where they are.
 * @param timeZone by its name, as `browserTimeZoneSchema` gives it.
 */
export async function adoptTimeZone(
  tx: Transaction,
  { id, login, tenantId, tenantPath }: Person,
  timeZone: string | undefined,
  request: RequestInfo,
): Promise<void> {
  const ofProvider = !tenantPath.includes(".");
  if (!ofProvider || !timeZone || timeZone === NO_TIME_ZONE) return;
  // Tenants are locked before users, but this user already is. So if someone is changing the provider right now, don't wait.
  const [provider] = await tx
    .select({ id: tenants.id, name: tenants.name, path: tenants.path })
    .from(tenants)
    .innerJoin(userRoles, eq(userRoles.tenantId, tenants.id))
    .where(
      and(
        eq(tenants.id, tenantId),
        eq(tenants.kind, "root"),
        isNull(tenants.timeZone),
        eq(userRoles.userId, id),
        eq(userRoles.role, "partner_admin"),
      ),
    )
    .for("no key update", { of: tenants, skipLocked: true });
  if (!provider) return;
  await tx
    .update(tenants)
    .set({ timeZone, version: sql`${tenants.version} + 1` })
    .where(eq(tenants.id, provider.id));
  const object = { type: "tenant" as const, id: provider.id, name: provider.name, tenantId, tenantPath: provider.path };
  await audit(tx, { userId: id, login, tenantId, request }, "tenant.update", object, {
    timeZone: { from: null, to: timeZone },
  });
}
