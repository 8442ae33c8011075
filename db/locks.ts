import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { rowsOf } from "./rows";

/**
 * Every advisory lock of Backstay and its number: the one place for them. SQL reads the same numbers with
 * `lock_number('<name>')`, a function that migrating writes from this list (db/code.ts). A number that is no longer used is not
 * given to another lock, because an instance of an older version may still take it.
 */
export const LOCKS = {
  /** One instance at a time brings the database up to date. */
  migration: 7_232_025,
  /** One instance at a time sets up the provider. */
  setUp: 7_232_026,
  /** Totals and levels of storage change in one transaction at a time: lock_usage(). */
  usage: 7_232_027,
  purgeUsers: 7_232_028,
  purgeAuditLog: 7_232_029,
  /** Taken alone by what moves, closes or deletes part of the tree, and shared by what adds to it (`place_tenant`). */
  tree: 7_232_040,
  purgeTenants: 7_232_041,
  endTrials: 7_232_042,
  /** One brand at a time proves a host name: prove_host(). */
  hostNames: 7_232_050,
} as const;

export type LockName = keyof typeof LOCKS;

/** Waits for a lock and holds it until the transaction ends. */
export async function takeLock(tx: Database, name: LockName): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS[name]})`);
}

/**
 * The same without waiting, for work that one instance does for all.
 * @returns false when another transaction holds it: the work is being done.
 */
export async function tryLock(tx: Database, name: LockName): Promise<boolean> {
  const result = await tx.execute(sql`select pg_try_advisory_xact_lock(${LOCKS[name]}) as mine`);
  return rowsOf<{ mine: boolean }>(result)[0]?.mine ?? false;
}

/** Waits for a lock on one thing, named by a text such as a random id, and holds it until the transaction ends. */
export async function takeLockOn(tx: Database, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}
