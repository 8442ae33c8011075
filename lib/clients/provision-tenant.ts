import { eq } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { quotas, tenants } from "@/db/tables";
import { uniqueViolation } from "@/db/violations";
import { ADMINISTRATOR_OF } from "@/lib/access/roles";
import { type AuditActor, audit } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { named } from "@/lib/fields/unique-name";
import { admitUser, type NewUser } from "@/lib/users/admit-user";
import { namingHolder } from "@/lib/users/login-holder";
import type { TenantKind } from "@/lib/vocabulary";
import type { NewTenantInput } from "./schema";

/**
 * What a purchase triggers: a partner or customer directly below the provider, with its quota, its administrator and the
 * activation email, all or nothing.
 * @returns the ids of the new tenant and of its administrator.
 * @throws AppError NOT_FOUND before the provider exists, NAME_TAKEN (name), LOGIN_TAKEN and
 *   LOGIN_OF_DELETED_… (login).
 */
export async function provisionTenant(
  input: NewTenantInput,
): Promise<{ tenantId: number; userId: number; login: string }> {
  const provision = () =>
    asSystem("provision", async (tx) => {
      const [root] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.kind, "root"));
      if (!root) throw new AppError("NOT_FOUND");
      const created = await addTenant(tx, "system", { ...input, parentId: root.id });
      return { ...created, login: input.administrator.login };
    });
  return namingHolder("provision", input.administrator.login, provision);
}

type TenantToAdd = {
  parentId: number | null;
  kind: TenantKind;
  name: string;
  language: string;
  mode: "trial" | "production" | null;
  quotaBytes: number | null;
  administrator: Omit<NewUser, "role">;
};

/**
 * A tenant with its quota and first administrator, in the caller's transaction. `quotaBytes` null is unlimited.
 * @throws AppError NAME_TAKEN (name), LOGIN_TAKEN (login); the transaction is lost then.
 */
export async function addTenant(tx: Transaction, by: AuditActor, input: TenantToAdd) {
  const { administrator, quotaBytes, ...values } = input;
  const [tenant] = await tx
    .insert(tenants)
    .values({ ...values, ...named(values.name) })
    .returning({ id: tenants.id, path: tenants.path })
    .catch((error: unknown) => {
      throw uniqueViolation(error) === "tenants_name_per_parent" ? new AppError("NAME_TAKEN", "name") : error;
    });
  if (!tenant) throw new Error("the tenant was not stored");
  const place = { tenantId: tenant.id, tenantPath: tenant.path };
  await tx.insert(quotas).values({ ...place, item: "storage", valueBytes: quotaBytes });
  await audit(
    tx,
    by,
    "tenant.create",
    { type: "tenant", id: tenant.id, name: input.name, ...place },
    { kind: input.kind },
  );
  const userId = await admitUser(tx, by, tenant, { ...administrator, role: ADMINISTRATOR_OF[input.kind] });
  return { tenantId: tenant.id, userId };
}
