/** The route itself runs in Next; what it answers is tested end to end (tests/e2e/quotas.spec.ts). Here: who gets past it. */
import { checkUsageKey } from "@/lib/quotas/check-usage-key";
import { usageReportSchema } from "@/lib/quotas/schema";
import { refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();

const KEY = "a key for reporting usage, never used elsewhere".replaceAll(" ", "-");
beforeEach(() => useTestEnv({ USAGE_API_KEY: KEY }));
afterEach(() => useTestEnv({ USAGE_API_KEY: undefined }));

const check = (authorization: string | null, address = "192.0.2.1") => refusal(checkUsageKey(authorization, address));

test("the right key passes", async () => {
  expect(await check(`Bearer ${KEY}`)).toBe("done");
  expect(await check(`bearer  ${KEY} `)).toBe("done");
});

test("anything else does not", async () => {
  const attempts = [null, "", "Bearer", "Bearer ", `Bearer ${KEY}x`, `Bearer ${KEY.slice(1)}`, KEY, `Basic ${KEY}`];
  for (const authorization of attempts) expect(await check(authorization)).toEqual({ code: "FORBIDDEN" });
});

test("while no key is configured there is no such address, not even for an empty key", async () => {
  useTestEnv({ USAGE_API_KEY: undefined });
  for (const authorization of [null, "Bearer ", `Bearer ${KEY}`]) {
    expect(await check(authorization)).toEqual({ code: "NOT_FOUND" });
  }
});

test("too many wrong keys lock their address out, and no one else", async () => {
  for (let count = 0; count < 20; count++) await check("Bearer wrong");
  expect(await check("Bearer wrong")).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(await check("Bearer wrong", "192.0.2.2")).toEqual({ code: "FORBIDDEN" });
  expect(await check(`Bearer ${KEY}`)).toBe("done");
});

test.each([
  {},
  { measurements: [] },
  { measurements: [{ tenantId: 0, bytes: 1 }] },
  { measurements: [{ tenantId: 1, bytes: -1 }] },
  { measurements: [{ tenantId: 1, bytes: 1.5 }] },
  { measurements: [{ tenantId: 1, bytes: 2 ** 53 }] },
  { measurements: [{ tenantId: "1", bytes: 1 }] },
  { measurements: [{ tenantId: 1, bytes: 1, measuredAt: "yesterday" }] },
  { measurements: [{ tenantId: 1, bytes: 1, measuredAt: "2026-05-01T10:00:00" }] },
  { measurements: Array.from({ length: 1001 }, () => ({ tenantId: 1, bytes: 1 })) },
])("a malformed report is refused whole (%#)", (report) => {
  expect(usageReportSchema.safeParse(report).success).toBe(false);
});
