import { eq, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { tenants } from "@/db/tables";
import { uniqueViolation } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { changesOf } from "@/lib/audit/model";
import { AppError } from "@/lib/errors";
import { named } from "@/lib/fields/unique-name";
import { assertVersion, type FormValues } from "@/lib/form/version";
import type { Language } from "@/lib/vocabulary";
import { auditTenant, lockChangeableTenant } from "./lock-changeable-tenant";

/** What the form shows of a company: what its version is made from. */
export function generalValues({ name, language, timeZone }: General<string>): FormValues {
  return { name, language, timeZone: timeZone ?? "" };
}

type General<Language> = { name: string; language: Language; timeZone: string | null };

/**
 * J8: the name, language and time zone of a company, also of one's own. Saving what is there already changes nothing.
 * @param version what the form was opened on.
 * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, NAME_TAKEN (name). Nothing has changed then.
 */
export async function updateTenant(
  actor: Actor,
  { tenantId, version }: { tenantId: number; version: string },
  // A tab from before there were any leaves the time zone as it is.
  input: Omit<General<Language>, "timeZone"> & Partial<General<Language>>,
): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const tenant = await lockChangeableTenant(tx, actor, "tenant.update", tenantId);
    const before = { name: tenant.name, language: tenant.language, timeZone: tenant.timeZone };
    const wanted = { ...input, timeZone: input.timeZone === undefined ? before.timeZone : input.timeZone };
    const changes = changesOf(before, wanted);
    if (Object.keys(changes).length === 0) return;
    assertVersion(version, tenant.version, generalValues(before));
    await tx
      .update(tenants)
      .set({ ...wanted, ...named(input.name), version: sql`${tenants.version} + 1` })
      .where(eq(tenants.id, tenant.id))
      .catch((error: unknown) => {
        throw uniqueViolation(error) === "tenants_name_per_parent" ? new AppError("NAME_TAKEN", "name") : error;
      });
    await auditTenant(tx, actor, "tenant.update", { ...tenant, name: input.name }, changes);
  });
}
