import { eq, sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { tenants, userRoles, users } from "@/db/tables";
import { env } from "@/lib/env";
import { publishDefaultEula } from "@/lib/eula/publish-default-eula";
import { emailSchema, loginSchema, nameSchema } from "@/lib/users/schema";
import { addTenant } from "./provision-tenant";

/** Any number will do; instances that start at once on an empty database take turns. */
const SET_UP_LOCK = 7_232_026;

export type FirstAdministrator = { login: string; email: string; activated: boolean };

/**
 * On an empty database: creates the provider, its first administrator with the activation email, and the default agreement.
 * Otherwise changes nothing.
 * @returns the first administrator, for the start message.
 */
export async function ensureProvider(): Promise<{ created: boolean; administrator: FirstAdministrator | null }> {
  const { PROVIDER_NAME, PROVIDER_ADMIN_EMAIL, PROVIDER_LANGUAGE } = env();
  return asSystem("set-up", async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`);
    await publishDefaultEula(tx);
    const [root] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.kind, "root"));
    if (root) return { created: false, administrator: await firstAdministrator(tx, root.id) };
    const email = emailSchema.parse(PROVIDER_ADMIN_EMAIL);
    const { tenantId } = await addTenant(tx, "system", {
      parentId: null,
      kind: "root",
      name: nameSchema.parse(PROVIDER_NAME),
      language: PROVIDER_LANGUAGE,
      mode: null,
      quotaBytes: null,
      administrator: {
        email,
        // An address may have signs that a login does not allow.
        login: loginSchema.catch("admin").parse(email),
        language: PROVIDER_LANGUAGE,
        firstName: null,
        lastName: null,
      },
    });
    return { created: true, administrator: await firstAdministrator(tx, tenantId) };
  });
}

async function firstAdministrator(tx: Transaction, rootId: number): Promise<FirstAdministrator | null> {
  const [row] = await tx
    .select({ login: users.login, email: users.email, activated: sql<boolean>`${users.activatedAt} is not null` })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .where(sql`${users.tenantId} = ${rootId} and ${userRoles.role} = 'partner_admin' and ${users.deletedAt} is null`)
    .orderBy(users.id)
    .limit(1);
  return row ?? null;
}
