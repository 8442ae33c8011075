import { eq, sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { takeLock } from "@/db/locks";
import { tenants, userRoles, users } from "@/db/tables";
import { env } from "@/lib/env";
import { publishDefaultEula } from "@/lib/eula/publish-default-eula";
import { emailSchema } from "@/lib/fields/email";
import { loginSchema } from "@/lib/fields/login";
import { nameSchema } from "@/lib/fields/name";
import { addTenant } from "./provision-tenant";

export type FirstAdministrator = { login: string; email: string; activated: boolean };

/**
 * On an empty database: creates the provider, its first administrator with the activation email, and the default agreement.
 * Otherwise changes nothing.
 * @returns the first administrator, for the start message.
 */
export async function ensureProvider(): Promise<{ created: boolean; administrator: FirstAdministrator | null }> {
  return asSystem("set-up", async (tx) => {
    await takeLock(tx, "setUp");
    const before = await findProvider(tx);
    const provider = before ?? (await createProvider(tx));
    await publishDefaultEula(tx, provider);
    return { created: before === undefined, administrator: await firstAdministrator(tx, provider.tenantId) };
  });
}

type Provider = { tenantId: number; tenantPath: string };

async function findProvider(tx: Transaction): Promise<Provider | undefined> {
  const [root] = await tx
    .select({ tenantId: tenants.id, tenantPath: tenants.path })
    .from(tenants)
    .where(eq(tenants.kind, "root"));
  return root;
}

async function createProvider(tx: Transaction): Promise<Provider> {
  const { PROVIDER_NAME, PROVIDER_ADMIN_EMAIL, PROVIDER_LANGUAGE } = env();
  const email = emailSchema.parse(PROVIDER_ADMIN_EMAIL);
  await addTenant(tx, "system", {
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
  const provider = await findProvider(tx);
  if (!provider) throw new Error("the provider was not stored");
  return provider;
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
