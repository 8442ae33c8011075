import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { takeLock } from "@/db/locks";
import { lockNotGiven } from "@/db/violations";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";

/** Shorter than Postgres takes to look for a deadlock: this change gives way, never a sign-in. */
const PATIENCE = "400ms";
const ATTEMPTS = 8;

/**
 * A transaction that changes the shape of the tree, or who sees what below a tenant: one at a time in the whole
 * installation, and never while a tenant is being created. Starts over when something is in its way.
 * @throws AppError BUSY when that does not help.
 */
export async function changeTree<T>(actor: Actor, run: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await asActor(actor, async (tx) => {
        // A partner with everything below it takes its time to move.
        await tx.execute(
          sql`select set_config('lock_timeout', ${PATIENCE}, true), set_config('statement_timeout', '300s', true)`,
        );
        await takeLock(tx, "tree");
        return run(tx);
      });
    } catch (error) {
      if (!lockNotGiven(error)) throw error;
      if (attempt === ATTEMPTS) throw new AppError("BUSY");
      await setTimeout(50 * attempt * (1 + Math.random()));
    }
  }
}
