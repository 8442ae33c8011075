import type { ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";

/** Requests that get a refusal, by why. A server that is under attack has more of them than usual. */
export const REFUSALS = [
  /** Something out of the reach of who is signed in, or that never existed: the two look alike. */
  "out_of_reach",
  /** Something within reach that their role may not do. */
  "forbidden",
  /** A form of another website. */
  "cross_site",
  "unknown_login",
  /** A sign-in with a login that exists: a wrong password, or an account that is shut. */
  "sign_in",
  "wrong_code",
  /** Of someone who is signed in and changes something that takes their password. */
  "wrong_current_password",
  /** A link that this installation never made. */
  "unknown_link",
  /** A wrong key for reporting usage, or a wrong signature of what the mail service reports. */
  "wrong_key",
  "body_too_large",
  /** A call of an action that this build doesn't have. */
  "unknown_action",
  /** While a limit is used up: sign-in, emails, requests. */
  "over_limit",
] as const;

export type Refusal = (typeof REFUSALS)[number];

/** Where a refused request came from, as far as it is known. */
export type RefusedRequest = { address?: string | null; requestId?: string | null };

/** The refusals of verbs that are counted where they become an answer. The others are counted where they come about. */
const OF_CODE: Partial<Record<ErrorCode, Refusal>> = {
  NOT_FOUND: "out_of_reach",
  FORBIDDEN: "forbidden",
  SELF_MANAGED: "forbidden",
  OWN_TENANT: "forbidden",
  CODE_WRONG: "wrong_code",
  PASSWORD_WRONG: "wrong_current_password",
};

type Family = "refusals" | "locks";

type State = {
  counts: Record<Family, Map<string, number>>;
  /** How often each was counted since its minute began, by family and label. */
  minutes: Map<string, { began: number; times: number }>;
};

// Next bundles proxy, pages and actions apart, each with its own copy of this module: the registry is shared here.
const registry = globalThis as { [COUNTERS]?: State };
const COUNTERS = Symbol.for("backstay.counters");

function state(): State {
  registry[COUNTERS] ??= {
    counts: { refusals: new Map(REFUSALS.map((refusal) => [refusal, 0])), locks: new Map() },
    minutes: new Map(),
  };
  return registry[COUNTERS];
}

/** Counts a request that was refused. Of many, few are logged, and nothing that was typed. */
export function countRefusal(refusal: Refusal, { address, requestId }: RefusedRequest = {}): void {
  const sample = count("refusals", refusal);
  if (sample) log.warn({ refusal, ...sample, address, requestId }, "requests are refused");
}

/**
 * Counts a refusal by the code of its error, if it is one that an attack would show in.
 * @param request reads where it came from; only called for what is counted.
 */
export async function countRefusalOf(code: ErrorCode, request: () => Promise<RefusedRequest>): Promise<void> {
  const refusal = OF_CODE[code];
  if (refusal) countRefusal(refusal, await request());
}

/** Counts a limit that has just been used up, by the limit's name. Further attempts are refused and not counted here. */
export function countLock(limit: string): void {
  const sample = count("locks", limit);
  if (sample) log.warn({ limit, ...sample }, "limits are used up");
}

/** All counters since the process began, by family and label. */
export function counters(): Record<Family, Record<string, number>> {
  const { refusals, locks } = state().counts;
  return { refusals: Object.fromEntries(refusals), locks: Object.fromEntries(locks) };
}

const MINUTE_MS = 60_000;

/** @returns the figures for a line in the log, which the first of a minute is worth, the tenth, the hundredth, …; else null. */
function count(family: Family, label: string): { inMinute: number; total: number } | null {
  const { counts, minutes } = state();
  const labels = counts[family];
  const total = (labels.get(label) ?? 0) + 1;
  labels.set(label, total);
  const key = `${family} ${label}`;
  const now = performance.now();
  const running = minutes.get(key);
  const minute = running && now - running.began < MINUTE_MS ? running : { began: now, times: 0 };
  minute.times += 1;
  minutes.set(key, minute);
  return Number.isInteger(Math.log10(minute.times)) ? { inMinute: minute.times, total } : null;
}
