import { sql } from "drizzle-orm";
import { type Database, openDatabase, renewDatabase } from "./client";
import { isConnectionError, noticingOutages } from "./unavailable";

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
    await tx.execute(sql`select
      set_config('role', 'portal_app', true),
      set_config('backstay.scope', ${actor.tenantPath}, true),
      set_config('backstay.access', ${actor.access}, true),
      set_config('backstay.user_id', ${String(actor.userId)}, true)`);
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

/** @throws DatabaseUnavailableError when there is no connection, or it is lost on the way. */
function transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  return noticingOutages(async () => {
    const connection = await openDatabase();
    return connection.db.transaction(run).catch((error: unknown) => {
      if (isConnectionError(error)) void renewDatabase(connection);
      throw error;
    });
  });
}

export { rowsOf } from "./rows";
