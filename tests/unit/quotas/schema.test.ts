import fc from "fast-check";
import {
  formatAmount,
  GIGABYTE,
  MAX_QUOTA_BYTES,
  parseAmount,
  quotaFormValues,
  quotaLevel,
  TERABYTE,
} from "@/lib/quotas/model";
import { storageQuotaAndOverageSchema, storageQuotaSchema } from "@/lib/quotas/schema";

test.each<[string, "GB" | "TB", number]>([
  ["500", "GB", 500 * GIGABYTE],
  ["1.5", "TB", 1.5 * TERABYTE],
  ["1,5", "TB", 1.5 * TERABYTE],
  [" 1,25 ", "GB", 1.25 * GIGABYTE],
  ["1 500", "GB", 1500 * GIGABYTE],
  ["1\u00a0500,5", "GB", 1500.5 * GIGABYTE],
  ["1\u202f500", "GB", 1500 * GIGABYTE],
  ["1'500", "GB", 1500 * GIGABYTE],
  ["1’500.5", "GB", 1500.5 * GIGABYTE],
  ["０５００", "GB", 500 * GIGABYTE],
  ["0", "TB", 0],
  ["0.125", "GB", 0.125 * GIGABYTE],
  [".5", "GB", 0.5 * GIGABYTE],
  ["5.", "GB", 5 * GIGABYTE],
  ["1024.125", "GB", 1024.125 * GIGABYTE],
  ["0.0000000001", "GB", 0],
  ["8000", "TB", MAX_QUOTA_BYTES],
  ["8192000", "GB", MAX_QUOTA_BYTES],
])("%j %s is read as %d bytes", (text, unit, bytes) => {
  expect(parseAmount(text, unit)).toEqual({ bytes });
  expect(Number.isSafeInteger(bytes)).toBe(true);
});

test.each<[string, string]>([
  ["", "REQUIRED"],
  ["   ", "REQUIRED"],
  ["1,500", "QUOTA_AMBIGUOUS"],
  ["1.500", "QUOTA_AMBIGUOUS"],
  ["12.345", "QUOTA_AMBIGUOUS"],
  ["1,234,567", "QUOTA_AMBIGUOUS"],
  ["1.234,5", "QUOTA_AMBIGUOUS"],
  ["1,234.5", "QUOTA_AMBIGUOUS"],
  ["-5", "QUOTA_NOT_A_NUMBER"],
  ["5e3", "QUOTA_NOT_A_NUMBER"],
  ["0x10", "QUOTA_NOT_A_NUMBER"],
  ["5 GB", "QUOTA_NOT_A_NUMBER"],
  ["NaN", "QUOTA_NOT_A_NUMBER"],
  ["Infinity", "QUOTA_NOT_A_NUMBER"],
  [".", "QUOTA_NOT_A_NUMBER"],
  ["1 50", "QUOTA_NOT_A_NUMBER"],
  ["1.5.2", "QUOTA_NOT_A_NUMBER"],
  ["٥٠٠", "QUOTA_NOT_A_NUMBER"],
  ["8000.01", "QUOTA_TOO_LARGE"],
  ["99999999999999999999", "QUOTA_TOO_LARGE"],
  [`0.${"1".repeat(31)}`, "QUOTA_TOO_LARGE"],
])("%j is refused with %s", (text, error) => {
  expect(parseAmount(text, "TB")).toEqual({ error });
});

test("whatever bytes a form shows, posting it unchanged stores the same bytes", () => {
  const anywhere = fc.oneof(
    fc.integer({ min: 0, max: MAX_QUOTA_BYTES }),
    fc.integer({ min: 0, max: 2_000_000 }).map((tenths) => Math.round((tenths * GIGABYTE) / 10)),
    fc.integer({ min: 0, max: 8_000_000 }).map((thousandths) => Math.round((thousandths * TERABYTE) / 1000)),
  );
  fc.assert(
    fc.property(anywhere, (bytes) => {
      const { amount, unit } = formatAmount(bytes);
      expect(parseAmount(amount, unit)).toEqual({ bytes });
      expect(parseAmount(amount.replace(".", ","), unit)).toEqual({ bytes });
    }),
  );
});

test.each<[number, string]>([
  [0, "0 GB"],
  [500 * GIGABYTE, "500 GB"],
  [TERABYTE, "1 TB"],
  [1.5 * TERABYTE, "1.5 TB"],
  [1.125 * TERABYTE, "1152 GB"],
  [1.125 * GIGABYTE, "1.1250 GB"],
  [MAX_QUOTA_BYTES, "8000 TB"],
])("%d bytes are shown as %s", (bytes, shown) => {
  const { amount, unit } = formatAmount(bytes);
  expect(`${amount} ${unit}`).toBe(shown);
});

describe("the form", () => {
  const mistakes = (result: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
    Object.fromEntries((result.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]));

  test("a number, or unlimited whatever the number says", () => {
    expect(storageQuotaSchema.parse({ quotaAmount: "2", quotaUnit: "TB" })).toEqual({ quotaBytes: 2 * TERABYTE });
    expect(storageQuotaSchema.parse({ unlimited: "on", quotaAmount: "nonsense" })).toEqual({ quotaBytes: null });
  });

  test("what is missing or wrong is said at its field", () => {
    expect(mistakes(storageQuotaSchema.safeParse({}))).toEqual({ quotaAmount: "REQUIRED" });
    expect(mistakes(storageQuotaSchema.safeParse({ quotaAmount: "x", quotaUnit: "PB" }))).toEqual({
      quotaUnit: "INVALID",
      quotaAmount: "QUOTA_NOT_A_NUMBER",
    });
  });

  test("an overage is optional, and nothing on top of what is unlimited", () => {
    const read = (form: Record<string, string>) => storageQuotaAndOverageSchema.parse({ quotaUnit: "GB", ...form });
    expect(read({ quotaAmount: "20", overageAmount: "5", overageUnit: "GB" })).toEqual({
      quotaBytes: 20 * GIGABYTE,
      overageBytes: 5 * GIGABYTE,
    });
    expect(read({ quotaAmount: "20", overageAmount: " " })).toMatchObject({ overageBytes: null });
    expect(read({ quotaAmount: "20", overageAmount: "0" })).toMatchObject({ overageBytes: null });
    expect(read({ unlimited: "on", overageAmount: "5" })).toEqual({ quotaBytes: null, overageBytes: null });
  });

  test("quota and overage together stay within what can be counted", () => {
    const form = { quotaAmount: "8000", quotaUnit: "TB", overageAmount: "1", overageUnit: "GB" };
    expect(mistakes(storageQuotaAndOverageSchema.safeParse(form))).toEqual({ overageAmount: "QUOTA_TOO_LARGE" });
  });

  test("a form starts out with what is stored", () => {
    expect(quotaFormValues({ quotaBytes: null, overageBytes: null }, "en")).toMatchObject({ unlimited: true });
    expect(quotaFormValues({ quotaBytes: 0, overageBytes: 5 * GIGABYTE }, "en")).toEqual({
      unlimited: false,
      quotaAmount: "0",
      quotaUnit: "GB",
      overageAmount: "5",
      overageUnit: "GB",
    });
  });
});

describe("how full a quota is", () => {
  const level = (usedBytes: number, more: Partial<Parameters<typeof quotaLevel>[0]> = {}) =>
    quotaLevel({ usedBytes, quotaBytes: 1000, overageBytes: null, noticePercent: 90, hard: true, ...more });

  test.each<[number, string]>([
    [0, "below"],
    [899, "below"],
    [900, "almost"],
    [999, "almost"],
    [1000, "reached"],
    [1001, "exceeded"],
  ])("%d of 1000 is %s", (used, expected) => expect(level(used)).toBe(expected));

  test("an overage comes before the end", () => {
    expect(level(1001, { overageBytes: 250 })).toBe("reached");
    expect(level(1250, { overageBytes: 250 })).toBe("reached");
    expect(level(1251, { overageBytes: 250 })).toBe("exceeded");
  });

  test("a soft quota only warns", () => expect(level(5000, { hard: false })).toBe("reached"));
  test("nothing fills what is unlimited", () => expect(level(5000, { quotaBytes: null })).toBe("below"));
  test("the tenant's own threshold counts", () => expect(level(700, { noticePercent: 70 })).toBe("almost"));
  test("of a quota of nothing, nothing used is fine and anything is too much", () => {
    expect(level(0, { quotaBytes: 0 })).toBe("below");
    expect(level(1, { quotaBytes: 0 })).toBe("exceeded");
    expect(level(1, { quotaBytes: 0, hard: false })).toBe("reached");
  });
});
