import { createHash } from "node:crypto";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { rateLimits } from "@/db/tables";
import { countLock, countRefusal } from "@/lib/counters";
import { AppError, type ErrorCode } from "@/lib/errors";
import { addressKey } from "@/lib/http/client-address";
import type { Lock } from "./model";

type Limit = {
  name: string;
  points: number;
  windowSeconds: number;
  blockSeconds: number;
  code: ErrorCode;
  /** What of an account is locked, for a limit on guessing at one account. */
  locks?: Lock;
};

const QUARTER_HOUR = 15 * 60;
const FIVE_MINUTES = 5 * 60;

/** portal-spec.md, "Rules"; the figures of the first and last are those of the market leader. */
const limits = {
  /** Wrong passwords of one login from one browser. */
  pair: {
    name: "pair",
    points: 10,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: FIVE_MINUTES,
    code: "SIGN_IN_LOCKED",
    locks: "lock_browser",
  },
  /** Wrong passwords of one login from all browsers that never signed in to it: a new cookie is no new chance. */
  login: {
    name: "login",
    points: 50,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: FIVE_MINUTES,
    code: "SIGN_IN_LOCKED",
    locks: "lock_new_browsers",
  },
  /**
   * Wrong passwords from one address, whatever the login; generous, since a whole office may share it. Browsers that have
   * signed in to the login don't count here either.
   */
  address: {
    name: "address",
    points: 100,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: FIVE_MINUTES,
    code: "SIGN_IN_LOCKED",
  },
  /** Wrong codes of one user: counted by user, since the password was right. */
  code: {
    name: "code",
    points: 5,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: FIVE_MINUTES,
    code: "SIGN_IN_LOCKED",
    locks: "lock_codes",
  },
  /** The same over a day: anyone who keeps guessing waits an hour after every third lock. */
  codeOfDay: {
    name: "code-of-day",
    points: 15,
    windowSeconds: 24 * 3600,
    blockSeconds: 3600,
    code: "SIGN_IN_LOCKED",
    locks: "lock_codes",
  },
  /** Wrong current passwords of a signed-in user: an unattended or stolen session is no way to guess the password. */
  currentPassword: {
    name: "current-password",
    points: 10,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: FIVE_MINUTES,
    code: "SIGN_IN_LOCKED",
    locks: "lock_password",
  },
  /** Emails that anyone can cause: per login, and per address; from a browser that knows the login, only per both. */
  resetLogin: {
    name: "reset-login",
    points: 5,
    windowSeconds: 3600,
    blockSeconds: 3600,
    code: "TOO_MANY_REQUESTS",
  },
  resetAddress: {
    name: "reset-address",
    points: 30,
    windowSeconds: 3600,
    blockSeconds: 3600,
    code: "TOO_MANY_REQUESTS",
  },
  /** Wrong keys for reporting usage, from one address. */
  usageKey: {
    name: "usage-key",
    points: 20,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: FIVE_MINUTES,
    code: "TOO_MANY_REQUESTS",
  },
  /** Reports of usage with the right key; each may hold a thousand measurements. */
  usageReport: {
    name: "usage-report",
    points: 600,
    windowSeconds: 60,
    blockSeconds: 60,
    code: "TOO_MANY_REQUESTS",
  },
  /** Emails that administrators have sent to one user, by any button, a new address to confirm included. */
  mailToUser: {
    name: "mail-to-user",
    points: 5,
    windowSeconds: QUARTER_HOUR,
    blockSeconds: QUARTER_HOUR,
    code: "TOO_MANY_EMAILS",
  },
  /** Emails that users can send to an address of their choice. */
  emailChange: {
    name: "email-change",
    points: 10,
    windowSeconds: 3600,
    blockSeconds: 3600,
    code: "TOO_MANY_REQUESTS",
  },
  /** Passwords tried with one link or by one user; hashing costs a third of a second of a core. */
  setPassword: {
    name: "set-password",
    points: 60,
    windowSeconds: 3600,
    blockSeconds: 600,
    code: "TOO_MANY_REQUESTS",
  },
  /** Lists of users checked by one administrator: each tells of up to 1,000 logins whether they exist. */
  importCheck: {
    name: "import-check",
    points: 60,
    windowSeconds: 3600,
    blockSeconds: 600,
    code: "TOO_MANY_REQUESTS",
  },
  /** Logos of one administrator: each is unpacked and redrawn. */
  logoUpload: { name: "logo-upload", points: 60, windowSeconds: 3600, blockSeconds: 600, code: "TOO_MANY_REQUESTS" },
  /** Host names of brands looked up by one administrator. */
  hostCheck: { name: "host-check", points: 30, windowSeconds: 3600, blockSeconds: 600, code: "TOO_MANY_REQUESTS" },
} satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

export const LIMITS: Readonly<Record<LimitName, Limit>> = limits;

/** Counters of one user: a right attempt resets them. */
const OF_ONE_PERSON: readonly LimitName[] = ["pair", "code", "codeOfDay", "currentPassword"];

/** One thing counted: which limit, and whose. */
export type Attempt = { limit: LimitName; subject: string };

/** Is told which limits an attempt has just used up. */
export type LockNote = (limits: readonly LimitName[]) => unknown;

/** Counts by address: an IPv6 client is its whole /64. */
export function byAddress(limit: "address" | "resetAddress" | "usageKey", address: string | null): Attempt {
  return { limit, subject: address === null ? "none" : addressKey(address) };
}

/** Logins and addresses are in the table as hashes only. */
function keyOf({ limit, subject }: Attempt): string {
  return `${LIMITS[limit].name}:${createHash("sha256").update(subject).digest("base64url")}`;
}

/** When something ends that lasts so many seconds from now. Every limit goes by the database's clock. */
const inSeconds = (seconds: number) => sql`statement_timestamp() + make_interval(secs => ${seconds})`;
const counting = gt(rateLimits.expire, sql`statement_timestamp()`);

/**
 * Counts an attempt before it is made, so that parallel ones cannot exceed the limit.
 * @param noteLock called with a limit that this very attempt exceeds
 * @throws AppError with the limit's code and the minutes to wait, when one of them is exceeded. The attempt still
 * counts.
 */
export async function countAttempt(attempts: readonly Attempt[], noteLock?: LockNote): Promise<void> {
  const locked = await asSystem("limits", async (tx) => {
    for (const attempt of attempts) {
      const lock = await lockOn(tx, attempt);
      if (lock) return { ...attempt, ...lock };
    }
    return null;
  });
  if (!locked) return;
  countRefusal("over_limit");
  if (locked.begun) await noteLocks([locked.limit], noteLock);
  throw new AppError(LIMITS[locked.limit].code, undefined, { minutes: Math.ceil(locked.seconds / 60) || 1 });
}

/**
 * Counts one attempt.
 * @returns null, or for how long it is locked, and whether it is the first one too many. Later ones don't prolong the lock.
 */
async function lockOn(tx: Transaction, attempt: Attempt): Promise<{ seconds: number; begun: boolean } | null> {
  const { points, windowSeconds, blockSeconds } = LIMITS[attempt.limit];
  const { expire } = rateLimits;
  const result = await tx.execute(sql`
    insert into ${rateLimits} (key, points, expire) values (${keyOf(attempt)}, 1, ${inSeconds(windowSeconds)})
    on conflict (key) do update set
      points = case when ${counting} then ${rateLimits.points} + 1 else 1 end,
      expire = case when not ${counting} then ${inSeconds(windowSeconds)}
        when ${rateLimits.points} = ${points} then ${inSeconds(blockSeconds)} else ${expire} end
    returning points, extract(epoch from expire - statement_timestamp())::float8 as seconds`);
  const [counter] = rowsOf<{ points: number; seconds: number }>(result);
  if (!counter) throw new Error("an attempt was not counted");
  if (counter.points <= points) return null;
  // An attempt that waited for the one that began the lock has an earlier clock than that.
  return { seconds: Math.min(counter.seconds, blockSeconds), begun: counter.points === points + 1 };
}

/**
 * After a wrong attempt: immediately locks what has just used up its last point.
 * @param noteLock called with the limits that this attempt has used up
 */
export async function lockWhereSpent(attempts: readonly Attempt[], noteLock?: LockNote): Promise<void> {
  const begun = await asSystem("limits", async (tx) => {
    const locked: LimitName[] = [];
    for (const attempt of attempts) {
      const { points, blockSeconds } = LIMITS[attempt.limit];
      const spent = await tx
        .update(rateLimits)
        .set({ points: points + 1, expire: inSeconds(blockSeconds) })
        .where(and(eq(rateLimits.key, keyOf(attempt)), eq(rateLimits.points, points), counting))
        .returning({ key: rateLimits.key });
      if (spent.length > 0) locked.push(attempt.limit);
    }
    return locked;
  });
  await noteLocks(begun, noteLock);
}

async function noteLocks(begun: readonly LimitName[], noteLock?: LockNote): Promise<void> {
  for (const limit of begun) countLock(LIMITS[limit].name);
  if (begun.length > 0) await noteLock?.(begun);
}

/** After a right attempt: forgets the user's wrong ones, and gives the shared counters their point back. */
export async function forgiveAttempt(tx: Transaction, attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) {
    const counter = eq(rateLimits.key, keyOf(attempt));
    if (OF_ONE_PERSON.includes(attempt.limit)) await tx.delete(rateLimits).where(counter);
    else {
      await tx
        .update(rateLimits)
        .set({ points: sql`greatest(${rateLimits.points} - 1, 0)` })
        // What is locked stays locked.
        .where(and(counter, counting, lte(rateLimits.points, LIMITS[attempt.limit].points)));
    }
  }
}

/** Housekeeping: counters that no longer count. */
export async function deleteExpiredLimits(): Promise<void> {
  await asSystem("limits", (tx) => tx.delete(rateLimits).where(sql`${rateLimits.expire} < now() - interval '1 hour'`));
}
