import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { readDatabaseUrl } from "@/lib/connection-url/database-url";
import type { Connection } from "./client";
import * as schema from "./tables";

/**
 * Opens a pool of at most `poolSize` connections; nothing is sent before the first query.
 * @throws ConnectionUrlError
 */
export function openPostgres(url: string, poolSize: number): Connection {
  const { host, port, username, password, database, ssl, ...server } = readDatabaseUrl(url);
  const [firstHost = ""] = host;
  const client = postgres({
    // postgres.js takes lists, which its types don't know; as a text, an IPv6 address would be cut at its colons.
    host: host as string[] & string,
    port: port as number[] & number,
    ssl,
    ...(firstHost.startsWith("/") && { path: `${firstHost}/.s.PGSQL.${port[0]}` }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(server.targetSessionAttrs && { target_session_attrs: server.targetSessionAttrs }),
    max: poolSize,
    connect_timeout: server.connectTimeoutSeconds ?? 10,
    idle_timeout: 60,
    // Seconds before the next attempt to connect: the driver's own 20 would keep users waiting long after the database
    // is back.
    backoff: (attempts: number) => Math.min(attempts / 10, 1),
    // Notices such as "relation already exists, skipping" are expected while migrating.
    onnotice: () => {},
    connection: {
      application_name: "backstay",
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      ...server.connection,
    },
  });
  return {
    db: drizzle(server.prepares ? preparing(client) : client, { schema }),
    kind: "postgres",
    close: () => client.end({ timeout: 5 }),
    again: () => openPostgres(url, poolSize),
  };
}

/**
 * Has Postgres parse each query once a connection. Drizzle asks the driver not to, which costs every query a second trip to
 * the database. Without parameters several statements may come in one text, as in migrations, and those cannot be prepared.
 */
function preparing<Client extends postgres.ISql>(client: Client): Client {
  const { unsafe, begin, savepoint } = client as Partial<postgres.Sql & postgres.TransactionSql>;
  return Object.assign(client, {
    // On its way at once, not when its result is asked for: so queries go out in the order in which they were made.
    unsafe: (text: string, parameters: never[] = [], options: postgres.UnsafeQueryOptions = {}) =>
      unsafe?.(text, parameters, { ...options, prepare: parameters.length > 0 }).execute(),
    ...(begin && { begin: (run: Run) => begin((inner) => run(preparing(inner))) }),
    ...(savepoint && { savepoint: (run: Run) => savepoint((inner) => run(preparing(inner))) }),
  });
}

type Run = (client: postgres.TransactionSql) => unknown;
