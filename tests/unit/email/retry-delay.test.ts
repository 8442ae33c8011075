import { DELIVERY_FAILURES, formatDeliveryError, parseDeliveryError } from "@/lib/email/model";
import { RETRY_DELAYS_MS, retryDelayMs } from "@/lib/email/retry-delay";
import { TransportError } from "@/lib/email/transports/contract";
import { loadMessages } from "@/lib/i18n/messages";

test("waits grow from ten seconds to four hours, then there is no other attempt", () => {
  expect(retryDelayMs(1)).toBe(10_000);
  expect(retryDelayMs(2)).toBe(60_000);
  expect(retryDelayMs(8)).toBe(4 * 3_600_000);
  expect(retryDelayMs(9)).toBeNull();
  for (const [index, delayMs] of RETRY_DELAYS_MS.entries()) {
    expect(delayMs).toBeGreaterThan(RETRY_DELAYS_MS[index - 1] ?? 0);
  }
});

test("a transport that is down for an hour does not use up the attempts", () => {
  const attemptsInAnHour = RETRY_DELAYS_MS.map((_, index) =>
    RETRY_DELAYS_MS.slice(0, index + 1).reduce((sum, delayMs) => sum + delayMs, 0),
  ).filter((afterMs) => afterMs <= 3_600_000).length;
  expect(attemptsInAnHour).toBeLessThan(RETRY_DELAYS_MS.length);
});

test.each(DELIVERY_FAILURES)("%s is stored and read back, and has a text", async (failure) => {
  const detail = "550 5.1.1: no such mailbox: here";
  expect(parseDeliveryError(formatDeliveryError({ failure, detail }))).toEqual({ failure, detail });
  expect(parseDeliveryError(formatDeliveryError({ failure, detail: null }))).toEqual({ failure, detail: null });
  expect((await loadMessages("en")).emails.failures[failure]).toMatch(/\.$/);
});

test("an error line of another form is not shown", () => {
  expect(parseDeliveryError("postgres://user:password@host")).toEqual({ failure: "internal", detail: null });
  expect(parseDeliveryError(null)).toBeNull();
});

test("what a service says becomes one short line", () => {
  const error = new TransportError("refused", {
    permanent: true,
    detail: `550 no\r\n such\u2028mailbox ${"x".repeat(999)}`,
  });
  expect(error.detail).toMatch(/^550 no such mailbox x+$/);
  expect(error.detail).toHaveLength(300);
});
