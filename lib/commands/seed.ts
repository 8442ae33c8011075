import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { fill } from "@/db/seed/fill";
import { planTenants } from "@/db/seed/plan";
import { tenants, userPasswords, userRoles, users } from "@/db/tables";
import { assertStrongPassword } from "@/lib/auth/password-strength";
import { hashPassword } from "@/lib/auth/passwords";
import { newTotpSecret, sealSecret } from "@/lib/auth/two-factor";
import { ensureProvider } from "@/lib/clients/ensure-provider";
import { CommandError } from "@/lib/command-error";
import { AppError } from "@/lib/errors";
import { defineCommand, type Session } from "./command";
import { errorText } from "./error-text";
import { PASSWORD_LINE, readSeedOptions, type SeedInput, USAGE } from "./seed-options";

/** `npm run db:seed`: sample companies and users for a new installation. */
export const SEED = defineCommand({ usage: USAGE, read: readSeedOptions, run: seed });

/** @throws CommandError when there are companies already: their users would get neighbors with a known password. */
async function seed({ size, password = newPassword() }: SeedInput, { out: say }: Session): Promise<number> {
  const startedAt = performance.now();
  const passwordHash = await hashOf(password);
  const totpSecret = newTotpSecret();
  await ensureProvider();
  const examples = await asSystem("seed", async (tx) => {
    const [root] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.kind, "root"));
    const companies = await tx.$count(tenants);
    if (!root || companies > 1) {
      throw new CommandError(
        "This database already contains companies. Sample data can only be added to a new database.",
      );
    }
    const plan = planTenants(size);
    const { companies: made } = await fill(
      tx,
      root,
      plan,
      { passwordHash, sealFor: (userId) => sealSecret(totpSecret, userId) },
      say,
    );
    await tx.insert(userPasswords).values(
      (await tx.select({ userId: users.id }).from(users).where(eq(users.tenantId, root.id))).map(({ userId }) => ({
        userId,
        hash: passwordHash,
      })),
    );
    await tx.update(users).set({ activatedAt: sql`now()` }).where(eq(users.tenantId, root.id));
    const firstOf = (kind: string) => made.find((company) => company.kind === kind)?.firstUserId;
    const wanted = ["partner", "customer", "unit"].flatMap((kind) => firstOf(kind) ?? []);
    return tx
      .select({ login: users.login, role: userRoles.role, company: tenants.name })
      .from(users)
      .innerJoin(userRoles, eq(userRoles.userId, users.id))
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(sql`${users.tenantId} = ${root.id} or ${users.id} in ${wanted}`)
      .orderBy(users.id);
  });
  // What the planner knows of the tables is of when they were empty.
  await asSystem("seed", (tx) => tx.execute(sql`analyze`));
  say(`Done in ${Math.round((performance.now() - startedAt) / 1000)} seconds.`);
  say(`${PASSWORD_LINE}${password}`);
  for (const { login, role, company } of examples) say(`  ${login}  (${role}, ${company})`);
  say(`Authenticator secret of users with two-factor authentication: ${totpSecret}`);
  return 0;
}

async function hashOf(password: string): Promise<string> {
  try {
    await assertStrongPassword(password, []);
    return await hashPassword(password);
  } catch (error) {
    throw error instanceof AppError ? new CommandError(`--password: ${errorText(error.code)}`) : error;
  }
}

const newPassword = () => randomBytes(12).toString("base64url");
