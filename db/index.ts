import { AsyncLocalStorage } from "node:async_hooks";
import { type SQL, sql } from "drizzle-orm";
import { type Database, openDatabase, renewDatabase } from "./client";
import { rowsOf } from "./rows";
import { isStaleConnection, noticingOutages, stepDownError } from "./unavailable";

/** Inside a door. On the embedded database use only this until the door closes: there is one connection. */
export type Transaction = Database;

/**
 * How far an actor's own transaction reaches: `tenantPath` and below. `admin` reads and writes there, `read` reads,
 * `self` sees the own company's name and quota and the user's own rows.
 */
export type Scope = { userId: number; tenantPath: string; access: "admin" | "read" | "self" };

/**
 * The actor's door: a transaction as `portal_app` with the actor's scope, in which the row-level security policies show
 * and accept only the rows of that scope. A forgotten WHERE leaks nothing.
 */
export async function asActor<T>(actor: Scope, run: (tx: Transaction) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await tx
      .execute(sql`select
        set_config('role', 'portal_app', true),
        set_config('backstay.scope', ${actor.tenantPath}, true),
        set_config('backstay.access', ${actor.access}, true),
        set_config('backstay.user_id', ${String(actor.userId)}, true)`)
      .catch((error: unknown) => {
        throw stepDownError(error);
      });
    return run(tx);
  });
}

/**
 * The owner's door: a transaction that sees everything, for what happens before or without an actor.
 * @param reason why no actor will do; tests/architecture.test.ts lists every use.
 */
export async function asSystem<T>(reason: string, run: (tx: Transaction) => Promise<T>): Promise<T> {
  if (!reason) throw new Error("asSystem needs a reason");
  return transaction(run);
}

/**
 * The door for ids: what one read-only query finds with the owner's eyes, because no index serves a search under the policies.
 * It has a transaction of its own and hands it to no one, so no other statement can run with the owner's rights. Call it between
 * two doors: after assertCan() in one, and before another reads the rows through the policies (docs/decisions/0031).
 * @param use what is looked for; every use is on a list that tests/architecture.test.ts holds.
 * @param place the tenant at or below which the query looks, as findTenant() gave it to this actor.
 * @param query selects bigints as `id`, in order, and may ask for the actor's scope.
 * @throws Error inside a door, and for a place out of the actor's scope.
 */
export async function idsBehindPolicies(
  use: string,
  actor: Scope,
  place: { path: string },
  query: SQL,
): Promise<number[]> {
  if (!use) throw new Error("idsBehindPolicies needs a use");
  if (insideDoor.getStore()?.open) throw new Error("idsBehindPolicies stands between doors: close this one first");
  const inScope = actor.tenantPath !== "" && `${place.path}.`.startsWith(`${actor.tenantPath}.`);
  if (!inScope || actor.access === "self") throw new Error(`The actor does not reach the place of "${use}"`);
  return transaction(async (tx) => {
    // Planned for the words and ids at hand, and never by reading a table from end to end.
    const [, found] = await Promise.all([
      tx.execute(sql`select
        set_config('transaction_read_only', 'on', true),
        set_config('backstay.scope', ${actor.tenantPath}, true),
        set_config('backstay.access', ${actor.access}, true),
        set_config('backstay.user_id', ${String(actor.userId)}, true),
        set_config('plan_cache_mode', 'force_custom_plan', true),
        set_config('enable_seqscan', 'off', true)`),
      tx.execute(query),
    ]);
    return rowsOf<{ id: string | number }>(found).map(({ id }) => {
      if (!/^\d+$/.test(String(id))) throw new Error(`"${use}" found something else than ids`);
      return Number(id);
    });
  });
}

/** Whether the code that runs is inside a door that has not closed yet; work that it left behind may outlive it. */
const insideDoor = new AsyncLocalStorage<{ open: boolean }>();

/** @throws DatabaseUnavailableError when there is no connection, it is lost on the way, or the server takes no work. */
function transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  const door = { open: true };
  return noticingOutages(async () => {
    const connection = await openDatabase();
    return connection.db
      .transaction((tx) => insideDoor.run(door, () => run(tx)))
      .catch((error: unknown) => {
        if (isStaleConnection(error)) void renewDatabase(connection);
        throw error;
      });
  }).finally(() => {
    door.open = false;
  });
}

export { rowsOf } from "./rows";
