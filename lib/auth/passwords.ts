import { availableParallelism } from "node:os";
import { join } from "node:path";
import bcrypt from "bcryptjs";
import Piscina from "piscina";
import { AppError } from "@/lib/errors";

/** portal-spec.md, "Rules". */
const BCRYPT_COST = 12;

/** Compared against when a login is unknown, so that the answer takes as long as for a known one. */
const NOBODYS_HASH = "$2b$12$.cl/gk1CHbe898ji0TJhYecFgZG6UOSa7e2fyqX5wP3IqeIXZjPHC";

const registry = globalThis as { [POOL]?: Piscina };
const POOL = Symbol.for("backstay.passwords");

/**
 * How long judging a password may take, waiting for a thread included. An idle machine takes two seconds for the worst of 72
 * characters, and a busy one many times that: an honest password must not be refused because of others.
 */
const SCORE_DEADLINE_MS = 60_000;

/** Threads for bcrypt and zxcvbn, made at the first use and shared by all of Next's bundles. They don't keep the process alive. */
function pool(): Piscina {
  registry[POOL] ??= new Piscina({
    filename: join(/* turbopackIgnore: true */ process.cwd(), "lib", "auth", "password-worker.mjs"),
    minThreads: 1,
    maxThreads: Math.max(1, availableParallelism()),
    idleTimeout: 30_000,
    // Beyond this the machine would be minutes behind: better to say that it is busy.
    maxQueue: 100,
  });
  return registry[POOL];
}

async function run<T>(name: "hash" | "compare" | "score", task: object, signal?: AbortSignal): Promise<T> {
  try {
    return (await pool().run(task, { name, ...(signal && { signal }) })) as T;
  } catch (error) {
    if (signal?.aborted) throw new AppError("PASSWORD_NOT_CHECKED", "password");
    if (error instanceof Error && /queue/i.test(error.message)) throw new AppError("BUSY");
    throw error;
  }
}

/**
 * The bcrypt hash of a password.
 * @throws AppError PASSWORD_TOO_LONG beyond 72 bytes, which bcrypt would cut; BUSY when too many are waiting.
 */
export async function hashPassword(password: string): Promise<string> {
  if (bcrypt.truncates(password)) throw new AppError("PASSWORD_TOO_LONG", "password");
  return run<string>("hash", { password, cost: BCRYPT_COST });
}

/**
 * Whether a password fits a hash; without a hash it takes as long and is false.
 * @throws AppError BUSY when too many are waiting.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const fits = await run<boolean>("compare", { password, hash: hash ?? NOBODYS_HASH });
  return fits && hash !== null && !bcrypt.truncates(password);
}

/**
 * zxcvbn's score of a password, 0 to 4, given words that a guesser would try. No one else waits for it, and a password that was made
 * to take long is given up, with the thread that is at it.
 * @throws AppError PASSWORD_NOT_CHECKED for the field `password` past the deadline; BUSY when too many are waiting.
 */
export function passwordScore(password: string, words: string[], deadlineMs = SCORE_DEADLINE_MS): Promise<number> {
  return run<number>("score", { password, words }, AbortSignal.timeout(deadlineMs));
}

/** Ends the worker threads. */
export async function closePasswordPool(): Promise<void> {
  const open = registry[POOL];
  registry[POOL] = undefined;
  await open?.destroy();
}
