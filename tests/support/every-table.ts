import { createHash, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope, type Transaction } from "@/db";
import {
  auditLog,
  brandLogos,
  brands,
  browsers,
  emails,
  eulaAcceptances,
  quotas,
  rateLimits,
  recoveryCodes,
  sessions,
  submissions,
  tokens,
  usages,
  userBatches,
  userBatchRows,
  userTotp,
} from "@/db/tables";
import { storeVersion } from "./eula";
import { makeUser, type TestTenant, type TestUser } from "./factories";

/** Tables of which portal_app must not see even the number of rows. */
export const SECRET_TABLES = [
  "user_passwords",
  "user_totp",
  "recovery_codes",
  "tokens",
  "browsers",
  "rate_limits",
  "mailings",
  "activation_days",
];
/** Tables that belong to no tenant and that everyone can read. */
export const COMMON_TABLES = ["eula_documents", "eula_versions"];

/** Tables with rows of the provider and of partners only. */
export const TABLES_OF_SELLERS = ["brands", "brand_logos"];

/** A table as the catalog knows it; `path` is the column with the tenant's path. */
export type Table = { name: string; path: string | null };

/** Every table of the schema: a new one is tested from its first day, or fails the tests that know what each is for. */
export async function allTables(): Promise<Table[]> {
  const result = await asSystem("test", (tx) =>
    tx.execute(sql`select c.relname as name, (
        select attname from pg_attribute a where a.attrelid = c.oid and a.attname in ('path', 'tenant_path')) as path
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      order by c.relname`),
  );
  return rowsOf<Table>(result);
}

/** The tables whose rows belong to a tenant. */
export async function tenantTables(): Promise<(Table & { path: string })[]> {
  return (await allTables()).filter((table): table is Table & { path: string } => table.path !== null);
}

/** Puts an administrator, a backup user and at least one row of every kind into each tenant. */
export async function fillEveryTable(tree: readonly TestTenant[]): Promise<Map<number, TestUser[]>> {
  const people = new Map<number, TestUser[]>();
  await asSystem("test", async (tx) => {
    await storeVersion(tx, "1");
    await tx.insert(rateLimits).values({ key: "pair:x", points: 1 });
  });
  for (const tenant of tree) {
    const staff = [await makeUser({ tenant }), await makeUser({ tenant, role: "backup_user" })];
    people.set(tenant.id, staff);
    await asSystem("test", async (tx) => {
      for (const user of staff) await fillFor(tx, user);
      const place = { tenantId: tenant.id, tenantPath: tenant.path, item: "storage" as const };
      await tx.insert(quotas).values({ ...place, valueBytes: 1000 });
      await tx.insert(usages).values({ ...place, usedBytes: 10, measuredAt: new Date() });
      if (tenant.kind === "root" || tenant.kind === "partner") await fillBrand(tx, tenant);
    });
  }
  return people;
}

async function fillBrand(tx: Transaction, { id: tenantId, path: tenantPath }: TestTenant): Promise<void> {
  const png = new TextEncoder().encode(`picture of ${tenantId}`);
  const hash = createHash("sha256").update(png).digest("hex");
  await tx
    .insert(brands)
    .values({ tenantId, tenantPath, productName: "A product", hostName: `host-${tenantId}.example` });
  await tx.insert(brandLogos).values({ tenantId, tenantPath, variant: "light", hash, width: 1, height: 1, png });
}

async function fillFor(tx: Transaction, { id: userId, login, tenant }: TestUser): Promise<void> {
  const place = { tenantId: tenant.id, tenantPath: tenant.path };
  const later = new Date(Date.now() + 3_600_000);
  await tx.insert(userTotp).values({ userId, sealedSecret: "sealed" });
  await tx.insert(recoveryCodes).values({ userId, hash: "hash" });
  await tx.insert(tokens).values({ userId, purpose: "activation", expiresAt: later });
  await tx.insert(browsers).values({ userId, browserId: randomUUID() });
  await tx.insert(sessions).values({ userId, ...place, state: "active", expiresAt: later });
  await tx.insert(submissions).values({ userId, ...place, purpose: "user.import", draft: "email,role" });
  await tx.insert(emails).values({ userId, ...place, template: "activation", toAddress: login, language: "en" });
  await tx.insert(eulaAcceptances).values({ userId, ...place, version: "1", language: "en" });
  await tx.insert(submissions).values({ purpose: "client.create", userId, ...place, result: {}, doneAt: new Date() });
  const [batch] = await tx
    .insert(userBatches)
    .values({ userId, ...place, action: "disable" })
    .returning();
  if (batch) await tx.insert(userBatchRows).values({ batchId: batch.id, position: 1, ...place, userId });
  const object = { objectType: "user", objectId: String(userId), objectName: login };
  await tx.insert(auditLog).values({ event: "user.create", ...place, actorUserId: userId, ...object });
}

/** A row as it is in the database: what it says, its tenant's path, and the transaction that last wrote it. */
export type Row = { path: string; json: Record<string, unknown>; writtenBy: string };

/** All rows of a table that a transaction can see; there is no WHERE. */
export async function rowsIn(tx: Transaction, { name, path }: Table): Promise<Row[]> {
  const result = await tx.execute(
    sql.raw(`select t.${path}::text as path, to_jsonb(t) as json, t.xmin::text as "writtenBy" from ${name} t`),
  );
  return rowsOf<Row>(result);
}

/** Whether a path is another one or below it. Written apart from the product's own, to judge that. */
export function isAtOrBelow(path: string, top: string): boolean {
  const [labels, topLabels] = [path.split("."), top.split(".")];
  return topLabels.every((label, depth) => labels[depth] === label);
}

export type Outcome = { error: string | null };

/**
 * Runs a statement through an actor's door, lets the owner of the database look at what it did, and takes it back.
 * `error` is the SQLSTATE when it failed.
 */
export async function attempt<T>(
  scope: Scope,
  statement: SQL,
  look: (tx: Transaction, outcome: Outcome) => Promise<T>,
): Promise<T> {
  const undo = new Error("undo");
  let seen: { value: T } | undefined;
  await asActor(scope, async (tx) => {
    const error = await tx
      .transaction((inner) => inner.execute(statement))
      .then(() => null)
      .catch(sqlState);
    await tx.execute(sql`select set_config('role', 'none', true)`);
    seen = { value: await look(tx, { error }) };
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  if (!seen) throw new Error("the attempt was not looked at");
  return seen.value;
}

/** The SQLSTATE of a failed statement. */
export function sqlState(error: unknown): string {
  for (let current = error as { code?: unknown; cause?: unknown } | undefined; current; ) {
    if (typeof current.code === "string" && /^[0-9A-Z]{5}$/.test(current.code)) return current.code;
    current = current.cause as typeof current;
  }
  throw error;
}
