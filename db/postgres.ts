import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Connection } from "./client";
import * as schema from "./tables";

/** Opens a pool of at most `poolSize` connections; nothing is sent before the first query. */
export function openPostgres(url: string, poolSize: number): Connection {
  const client = postgres(url, {
    max: poolSize,
    connect_timeout: 10,
    idle_timeout: 60,
    // Seconds before the next attempt to connect: the driver's own 20 would keep people waiting long after the database is back.
    backoff: (attempts: number) => Math.min(attempts / 10, 1),
    // Notices such as "relation already exists, skipping" are expected while migrating.
    onnotice: () => {},
    connection: {
      application_name: "backstay",
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return {
    db: drizzle(client, { schema }),
    kind: "postgres",
    close: () => client.end({ timeout: 5 }),
    again: () => openPostgres(url, poolSize),
  };
}
