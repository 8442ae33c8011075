import { Pace } from "@/lib/email/pace";
import { LIMITS, mailLimit, testClock } from "../../support/limited-mail-service";

const MINUTE_MS = 60_000;
const SENDING_MS = 200;

/** Sends so many, each until it is accepted. */
async function sendAll(count: number, takes: (now: number) => boolean, retryAfterMs: number | null = null) {
  const clock = testClock(0);
  const pace = new Pace(clock);
  let busy = 0;
  for (let sent = 0; sent < count; ) {
    await pace.wait();
    const takenAt = pace.take();
    clock.ms += SENDING_MS;
    if (takes(clock.ms)) {
      sent += 1;
      pace.answered(takenAt);
    } else {
      busy += 1;
      pace.busy(takenAt, retryAfterMs);
    }
  }
  return { minutes: clock.ms / MINUTE_MS, busy };
}

describe.each(LIMITS)("a mail service with a %s", (kind) => {
  test("of 30 a minute gets 1,000 emails in about 34 minutes, and few in vain", async () => {
    const { minutes, busy } = await sendAll(1_000, mailLimit(kind, 30));
    expect(minutes).toBeLessThan(35.5);
    expect(busy).toBeLessThan(120);
  });

  test("of two a second is not slowed to a crawl by one that is met early", async () => {
    const takes = mailLimit(kind, 120);
    const { minutes } = await sendAll(600, takes, 1_000);
    expect(minutes).toBeLessThan(7);
  });
});

test("without a limit nothing is held back", async () => {
  expect(await sendAll(1_000, () => true)).toEqual({ minutes: (1_000 * SENDING_MS) / MINUTE_MS, busy: 0 });
});

test("emails that meet the same stop side by side count once, and one that was under way doesn't end it", async () => {
  const clock = testClock(0);
  const pace = new Pace(clock);
  expect(pace.room(4)).toBe(4);
  const takenAt = pace.take();
  clock.ms += 100;
  for (let i = 0; i < 3; i += 1) pace.busy(takenAt, null);
  pace.answered(takenAt);
  expect(pace.room(4)).toBe(1);
  await pace.wait();
  expect(clock.ms).toBe(1_100);
});

test("Retry-After is kept to, and after a long rest the limit is taken to be gone", async () => {
  const clock = testClock(0);
  const pace = new Pace(clock);
  pace.busy(pace.take() + 1, 90_000);
  await pace.wait();
  expect(clock.ms).toBe(90_000);
  pace.answered(pace.take() + 1);
  clock.ms += 3_600_000;
  pace.take();
  expect(pace.room(4)).toBe(4);
});

test("a wait ends when the process stops", async () => {
  const pace = new Pace();
  pace.busy(pace.take() + 1, 60_000);
  const stop = new AbortController();
  const waiting = pace.wait(stop.signal);
  stop.abort();
  await waiting;
});
