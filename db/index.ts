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
  return transaction((tx) => behind(stepDown(tx, scopeOf(actor)), () => run(tx)));
}

/**
 * The owner's door: a transaction that sees everything, for what happens before or without an actor.
 * @param reason why no actor will do; tests/architecture.test.ts lists every use.
 * @param extent "one statement" where that is all: it is a transaction by itself, by one trip to the database instead
 *   of three.
 */
export async function asSystem<T>(
  reason: string,
  run: (tx: Transaction) => Promise<T>,
  extent?: "one statement",
): Promise<T> {
  if (!reason) throw new Error("asSystem needs a reason");
  return extent ? inDoor((db, door) => insideDoor.run(door, () => run(db))) : transaction(run);
}

/** Finds ids with the owner's view, as long as idsBehindPolicies() lets it. */
export type FindIds = (query: SQL) => Promise<number[]>;

/** What a search for ids may set besides, until its ids are found. */
export type SearchSettings = Partial<
  Record<"enable_bitmapscan" | "pg_trgm.word_similarity_threshold" | "statement_timeout", string>
>;

/**
 * The door for ids: finds ids with the owner's view, because no index serves a search under the policies, and then reads
 * rows as the actor. Both happen in one transaction, one after the other: until the ids are found no one else has it,
 * and `read` gets it only when it has become the actor's for good (docs/decisions/0031). Nothing can be written.
 * @param use what is looked for; tests/architecture.test.ts lists every use.
 * @param place the tenant at or below which the queries look, found and asserted for this actor before.
 * @param find runs queries that select bigints as `id`, in order, and may ask for the actor's scope.
 * @param read reads through the policies, as in asActor().
 * @throws Error inside a door, and for a place out of the actor's scope.
 */
export async function idsBehindPolicies<Found, T>(
  use: string,
  actor: Scope,
  place: { path: string },
  find: (ids: FindIds) => Promise<Found>,
  read: (tx: Transaction, found: Found) => Promise<T>,
  settings: SearchSettings = {},
): Promise<T> {
  if (!use) throw new Error("idsBehindPolicies needs a use");
  if (insideDoor.getStore()?.open) throw new Error("idsBehindPolicies opens between doors: close this one first");
  const inScope = actor.tenantPath !== "" && `${place.path}.`.startsWith(`${actor.tenantPath}.`);
  if (!inScope || actor.access === "self") throw new Error(`The actor does not reach the place of "${use}"`);
  return transaction(async (tx) => {
    let finding = true;
    const ids: FindIds = async (query) => {
      if (!finding) throw new Error(`The search for "${use}" is over`);
      return rowsOf<{ id: string | number }>(await tx.execute(query)).map(({ id }) => {
        if (!/^\d+$/.test(String(id))) throw new Error(`"${use}" found something else than ids`);
        return Number(id);
      });
    };
    const search: Settings = { ...FOR_SEARCHES, ...settings };
    // Sent before the first query, and together with it: then() is what sends it.
    const ready = tx
      .execute(
        sql`select ${currentOf(search)}, ${settingsOf({ ...scopeOf(actor), ...search, transaction_read_only: "on" })}`,
      )
      .then((result) => rowsOf<Settings>(result)[0] ?? {});
    const [found, before] = await Promise.all([find(ids), ready]);
    finding = false;
    // Here the owner's view ends. Nothing below steps back up.
    const restored = Object.fromEntries(Object.keys(search).map((name) => [name, before[name] ?? null]));
    return behind(stepDown(tx, restored), () => read(tx, found));
  });
}

/** Planned for the words and ids at hand, and never by reading a table from end to end. */
const FOR_SEARCHES = { plan_cache_mode: "force_custom_plan", enable_seqscan: "off" };

type Settings = Record<string, string | null>;

const scopeOf = ({ tenantPath, access, userId }: Scope) => ({
  "backstay.scope": tenantPath,
  "backstay.access": access,
  "backstay.user_id": String(userId),
});

/** From here on the transaction is the actor's: it has the role `portal_app`, and these settings. */
async function stepDown(tx: Transaction, settings: Settings): Promise<void> {
  await tx.execute(sql`select ${settingsOf({ ...settings, role: "portal_app" })}`).catch((error: unknown) => {
    throw stepDownError(error);
  });
}

/**
 * Runs what follows a query without waiting for it, so that both travel together. Postgres takes queries in the order in
 * which they were sent, and once one fails it refuses those behind it, so that nothing runs that shouldn't.
 */
async function behind<T>(first: Promise<unknown>, run: () => Promise<T>): Promise<T> {
  const [before, after] = await Promise.allSettled([first, run()]);
  if (before.status === "rejected") throw before.reason;
  if (after.status === "rejected") throw after.reason;
  return after.value;
}

/** Sets them until the end of the transaction; null is what the server has them at. */
const settingsOf = (settings: Settings): SQL =>
  sql.join(
    Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`),
    sql`, `,
  );

/** What they are now, each as a column of its name. */
const currentOf = (settings: Settings): SQL =>
  sql.join(
    Object.keys(settings).map((name) => sql`current_setting(${name}, true) as ${sql.identifier(name)}`),
    sql`, `,
  );

/** Whether the code that runs is inside a door that has not closed yet; work that it left behind may outlive it. */
const insideDoor = new AsyncLocalStorage<Door>();

type Door = { open: boolean };

function transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  return inDoor((db, door) => db.transaction((tx) => insideDoor.run(door, () => run(tx))));
}

/** @throws DatabaseUnavailableError when there is no connection, it is lost on the way, or the server takes no work. */
function inDoor<T>(use: (db: Database, door: Door) => Promise<T>): Promise<T> {
  const door = { open: true };
  return noticingOutages(async () => {
    const connection = await openDatabase();
    return use(connection.db, door).catch((error: unknown) => {
      if (isStaleConnection(error)) void renewDatabase(connection);
      throw error;
    });
  }).finally(() => {
    door.open = false;
  });
}

export { rowsOf } from "./rows";
