import { setTimeout as sleepFor } from "node:timers/promises";

/** What a pace tells the time by, so that tests can pass half an hour in a moment. */
export type Clock = {
  /** Milliseconds, from whenever: only differences count. */
  now(): number;
  /** Resolves early when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

const realClock: Clock = {
  // Not the time of day, which someone may set.
  now: () => performance.now(),
  sleep: (ms, signal) => sleepFor(ms, undefined, { signal, ref: false }).catch(() => undefined),
};

const FIRST_PAUSE_MS = 1_000;
const PAUSE_GROWTH = 1.35;
/** For limits by the hour or the day: so long does it take at most to notice that they are over. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const LONGEST_RETRY_AFTER_MS = 60 * 60_000;
/**
 * The nth email in a row that is accepted shortens the interval by this share times n²: hardly at first, because the limit is near,
 * and by half within 70 emails once it seems to be gone.
 */
const SPEED_UP = 0.000_008;
/** Below this a pace holds nothing back that the mail service's own answers don't. */
const FASTEST_INTERVAL_MS = 20;
/** After so long without email, limits that have been met are taken to be gone. */
const FORGET_AFTER_MS = 10 * 60_000;

/**
 * How fast emails go out. As fast as possible, until the mail service says that it is busy; then all of them wait, longer each
 * time, until one is accepted. What got through between two such stops tells how many the service takes, and emails go out at
 * that interval, a little faster with each one that is accepted.
 */
export class Pace {
  readonly #clock: Clock;
  #intervalMs = 0;
  #nextAt = 0;
  #lastTakenAt = 0;
  /** How long the present stop waits before the next try; 0 while emails are accepted. */
  #pauseMs = 0;
  #busyAt = Number.NEGATIVE_INFINITY;
  /** What has been accepted since the last stop ended, or since emails began to go out. */
  #stretch: { startedAt: number; accepted: number } | null = null;
  #acceptedInRow = 0;

  constructor(clock: Clock = realClock) {
    this.#clock = clock;
  }

  /** Waits until the next email may go out, or until the signal is aborted. */
  async wait(signal?: AbortSignal): Promise<void> {
    const ms = this.#nextAt - this.#clock.now();
    if (ms > 0 && !signal?.aborted) await this.#clock.sleep(ms, signal);
  }

  /** How many may go out side by side right now. */
  room(atMost: number): number {
    return this.#intervalMs > 0 || this.#pauseMs > 0 ? 1 : atMost;
  }

  /** Notes that emails go out now. @returns the moment, for `answered` and `busy` */
  take(): number {
    const now = this.#clock.now();
    if (now - Math.max(this.#lastTakenAt, this.#nextAt) > FORGET_AFTER_MS) this.#forget();
    this.#lastTakenAt = now;
    this.#nextAt = now + this.#intervalMs;
    this.#stretch ??= { startedAt: now, accepted: 0 };
    return now;
  }

  /** The mail service took an email, or refused it for good: either way it is not busy. */
  answered(takenAt: number): void {
    const now = this.#clock.now();
    const stretch = this.#stretch ?? { startedAt: takenAt, accepted: 0 };
    stretch.accepted += 1;
    this.#stretch = stretch;
    if (this.#pauseMs === 0) {
      this.#acceptedInRow += 1;
      const faster = this.#intervalMs * Math.max(0.5, 1 - SPEED_UP * this.#acceptedInRow ** 2);
      this.#intervalMs = faster < FASTEST_INTERVAL_MS ? 0 : faster;
    } else if (takenAt > this.#busyAt) {
      // The stop is over: this email is the first of the next stretch.
      const accepted = stretch.accepted - 1;
      if (accepted > 0) this.#intervalMs = (now - stretch.startedAt) / accepted;
      this.#stretch = { startedAt: now, accepted: 1 };
      this.#pauseMs = 0;
      this.#acceptedInRow = 0;
      this.#nextAt = now + this.#intervalMs;
    }
  }

  /** The mail service asked to try again later. @param retryAfterMs how much later, if it said so */
  busy(takenAt: number, retryAfterMs: number | null): void {
    const now = this.#clock.now();
    const asked = Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
    // Emails that went out side by side and meet the same stop don't make it longer.
    if (takenAt > this.#busyAt) {
      const grown = this.#pauseMs === 0 ? this.#intervalMs : this.#pauseMs * PAUSE_GROWTH;
      this.#pauseMs = Math.min(Math.max(grown, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
      this.#busyAt = now;
    }
    this.#nextAt = Math.max(this.#nextAt, now + Math.max(asked, this.#pauseMs));
  }

  /** Nothing is due: the time until something is must not count as slowness of the mail service. */
  rest(): void {
    if (this.#pauseMs === 0) this.#stretch = null;
  }

  #forget(): void {
    this.#intervalMs = 0;
    this.#pauseMs = 0;
    this.#stretch = null;
    this.#acceptedInRow = 0;
  }
}

// Next bundles instrumentation and actions apart, each with its own copy of this module: the pace is shared here.
const registry = globalThis as { [PACE]?: Pace };
const PACE = Symbol.for("backstay.email-pace");

/** The pace of the configured way out, one in the process. */
export function outboxPace(): Pace {
  registry[PACE] ??= new Pace();
  return registry[PACE];
}
