import { sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { databaseIsOpen } from "@/db/client";
import { migrationsAreCurrent } from "@/db/migrate";
import { DatabaseUnavailableError, refusalInWords } from "@/db/unavailable";
import { log } from "@/lib/log";

export type Health = { ready: true } | { ready: false; reason: string };

const TIMEOUT_MS = 3000;
const SILENT: Health = { ready: false, reason: "the database does not respond" };

/** Sees and changes nothing: no tenant has this path. */
const NO_ONE = { userId: 0, tenantPath: "0", access: "admin" } as const;

/**
 * Ready only when the database does in time what pages need, and its migrations are current. The reason holds no secrets.
 */
export async function health(): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve(SILENT), TIMEOUT_MS);
  });
  try {
    return await Promise.race([late, databaseState()]);
  } finally {
    clearTimeout(timer);
  }
}

async function databaseState(): Promise<Health> {
  if (!databaseIsOpen()) return { ready: false, reason: "the database is not open yet" };
  try {
    await asActor(NO_ONE, async (tx) => {
      await tx.execute(sql`select id from tenants limit 1`);
      // Changes no row, and yet a database that takes no changes refuses it.
      await tx.execute(sql`update users set version = version where id = 0`);
    });
    const current = await asSystem("health check", migrationsAreCurrent);
    return current ? { ready: true } : { ready: false, reason: "the database schema does not match this version" };
  } catch (error) {
    // A driver's message may name hosts and users: it belongs into the log, not into an open answer.
    log.warn({ err: error }, "the health check failed");
    if (error instanceof DatabaseUnavailableError && error.outage === "down") return SILENT;
    return { ready: false, reason: refusalInWords(error instanceof DatabaseUnavailableError ? error.cause : error) };
  }
}
