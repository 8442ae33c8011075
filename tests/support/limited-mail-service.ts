import type { Clock } from "@/lib/email/pace";

/** A clock that a test sets; sleeping moves it. */
export function testClock(startsAt = Date.now()): Clock & { ms: number } {
  const clock = {
    ms: startsAt,
    now: () => clock.ms,
    sleep: async (ms: number) => {
      clock.ms += ms;
    },
  };
  return clock;
}

/** The ways in which mail services count what they take. */
export const LIMITS = ["fixed window", "sliding window", "token bucket"] as const;

/** Says of each email whether a service that takes `perMinute` takes it at a moment (milliseconds). */
export function mailLimit(kind: (typeof LIMITS)[number], perMinute: number): (now: number) => boolean {
  const taken: number[] = [];
  let tokens = perMinute;
  let filledAt: number | undefined;
  return (now) => {
    const windowFrom = kind === "fixed window" ? Math.floor(now / 60_000) * 60_000 : now - 60_000;
    tokens = Math.min(perMinute, tokens + ((now - (filledAt ?? now)) * perMinute) / 60_000);
    filledAt = now;
    const takes = kind === "token bucket" ? tokens >= 1 : taken.filter((at) => at >= windowFrom).length < perMinute;
    if (takes) {
      taken.push(now);
      tokens -= 1;
    }
    return takes;
  };
}
