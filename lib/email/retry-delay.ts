const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait after the first, second, … failed attempt. Nearly eight hours in all. */
export const RETRY_DELAYS_MS = [
  10 * SECOND_MS,
  1 * MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  1 * HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
] as const;

/** The wait after an attempt that failed, counted from 1; null when it was the last one. */
export function retryDelayMs(attempt: number): number | null {
  return RETRY_DELAYS_MS[attempt - 1] ?? null;
}

/** How often a busy mail service may put an email off before that counts as attempts: for about a day. */
export const MAX_DEFERRALS = 50;

const LONGEST_DEFERRAL_MS = 30 * MINUTE_MS;

/** How long an email steps back that a busy mail service has put off so many times before, so that others get their turn. */
export function deferralDelayMs(deferrals: number): number {
  return Math.min(30 * SECOND_MS * 2 ** deferrals, LONGEST_DEFERRAL_MS);
}
