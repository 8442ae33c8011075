import { and, eq, isNotNull, or, sql } from "drizzle-orm";
import { asActor, asSystem, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { tenants, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { can } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { normalizeLogin } from "@/lib/fields/login";
import type { ErrorValues } from "@/lib/form/model";
import { RECOVERY_DAYS } from "@/lib/vocabulary";

/** How a refusal names who holds a login: a deleted user, or a user of a deleted company. */
export type LoginHolder = { code: "LOGIN_OF_DELETED_USER" | "LOGIN_OF_DELETED_COMPANY"; values: ErrorValues };

/**
 * Who holds logins that can't be given, as far as the actor can bring them back: users who were deleted, and users of deleted companies.
 * Of anyone else it says nothing, as if there were no one: a stranger's login is only in use. Run it as the actor.
 * @param actor or "provision" for the operator of the server, who can have anyone brought back.
 * @param logins in the form of normalizeLogin().
 */
export async function deletedHolders(
  tx: Transaction,
  actor: Actor | "provision",
  logins: readonly string[],
): Promise<Map<string, LoginHolder>> {
  const ofOperator = actor === "provision";
  if (logins.length === 0 || !(ofOperator || actor.access === "admin")) return new Map();
  const held = await tx
    .select({
      loginKey: users.loginKey,
      id: users.id,
      login: users.login,
      tenantId: users.tenantId,
      path: users.tenantPath,
      company: tenants.name,
      companyDeletedAt: tenants.deletedAt,
      until: sql<number>`extract(epoch from ${users.deletedAt} + make_interval(days => ${RECOVERY_DAYS}::int))::float8 * 1000`,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(
      and(
        sql`${users.loginKey} = any(${textArray(logins)}::text[])`,
        or(isNotNull(users.deletedAt), isNotNull(tenants.deletedAt)),
      ),
    );
  const companies = await deletedCompanies(
    tx,
    held.flatMap(({ path, companyDeletedAt }) => (companyDeletedAt ? path.split(".").map(Number) : [])),
  );
  const holders = new Map<string, LoginHolder>();
  for (const { loginKey, id, login, tenantId, path, company, companyDeletedAt, until } of held) {
    if (!companyDeletedAt) {
      if (!ofOperator && !can(actor, "user.recover", { path })) continue;
      const values = { name: login, company, until, holder: `user:${tenantId}:${id}` };
      holders.set(loginKey, { code: "LOGIN_OF_DELETED_USER", values });
      continue;
    }
    // The highest: one below it can't come back before it.
    const top = path.split(".").flatMap((above) => companies.get(Number(above)) ?? [])[0];
    if (!top?.parentId || !(ofOperator || can(actor, "tenant.recover", top))) continue;
    const values = { name: login, company: top.name, until: top.until, holder: `tenant:${top.parentId}:${top.id}` };
    holders.set(loginKey, { code: "LOGIN_OF_DELETED_COMPANY", values });
  }
  return holders;
}

async function deletedCompanies(tx: Transaction, ids: number[]) {
  if (ids.length === 0) return new Map<number, never>();
  const rows = await tx
    .select({
      id: tenants.id,
      parentId: tenants.parentId,
      path: tenants.path,
      name: tenants.name,
      until: sql<number>`extract(epoch from ${tenants.deletedAt} + make_interval(days => ${RECOVERY_DAYS}::int))::float8 * 1000`,
    })
    .from(tenants)
    .where(and(isAnyOf(tenants.id, [...new Set(ids)]), isNotNull(tenants.deletedAt)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** In quotes: a login may be "null". */
const textArray = (texts: readonly string[]) => `{"${texts.join('","')}"}`;

/**
 * Runs a verb that may be refused because of a login, and says who holds it where the actor can bring them back.
 * @throws AppError LOGIN_OF_DELETED_USER or LOGIN_OF_DELETED_COMPANY in place of LOGIN_TAKEN and EMAIL_IS_A_LOGIN, with the name, the
 *   company, until when it can be recovered, and the holder as its buttons post it.
 */
export async function namingHolder<T>(actor: Actor | "provision", login: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || !["LOGIN_TAKEN", "EMAIL_IS_A_LOGIN"].includes(error.code)) throw error;
    const key = normalizeLogin(login);
    const look = (tx: Transaction) => deletedHolders(tx, actor, [key]);
    const holder = (await (actor === "provision" ? asSystem("provision", look) : asActor(actor, look))).get(key);
    throw holder ? new AppError(holder.code, error.field, holder.values) : error;
  }
}
