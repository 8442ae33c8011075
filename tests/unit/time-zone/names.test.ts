import { browserTimeZoneSchema, timeZoneSchema } from "@/lib/fields/time-zone";
import { readTimeZone, TIME_ZONE_MAX_CHARACTERS, timeZoneNamed, timeZones } from "@/lib/time-zone/names";

test("UTC comes first, then each place once, by today's name", () => {
  const [first, ...others] = timeZones();
  expect(first).toBe("UTC");
  expect(others).toEqual([...new Set(others)].sort());
  for (const name of ["Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Kyiv"]) {
    expect(others).toContain(name);
  }
  expect(others).not.toContain("Asia/Calcutta");
});

test("each name is one that the program takes and calls the same, and fits the database", () => {
  for (const name of timeZones()) {
    expect(timeZoneNamed(name)).toBe(name);
    expect(name.length).toBeLessThanOrEqual(TIME_ZONE_MAX_CHARACTERS);
  }
});

test.each([
  ["europe/berlin", "Europe/Berlin"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["US/Pacific", "America/Los_Angeles"],
  ["Etc/UTC", "UTC"],
  ["GMT", "UTC"],
])("%s is %s", (text, name) => {
  expect(timeZoneSchema.parse(text)).toBe(name);
  expect(browserTimeZoneSchema.parse(text)).toBe(name);
});

test.each(["Mars/Olympus", "+05:30", "Etc/GMT+5", " ", "Europe/Berlin ", "x".repeat(5000), "Europe/Berlin\0"])(
  "%j is refused; from a browser it is no answer",
  (text) => {
    expect(timeZoneSchema.safeParse(text).success).toBe(false);
    expect(browserTimeZoneSchema.parse(text)).toBeUndefined();
  },
);

test("no choice is none", () => {
  expect(timeZoneSchema.parse("")).toBeNull();
  expect(browserTimeZoneSchema.parse("")).toBeUndefined();
  expect(browserTimeZoneSchema.parse(undefined)).toBeUndefined();
  expect(browserTimeZoneSchema.parse(["Europe/Berlin"])).toBeUndefined();
});

test("what is stored and not known here is shown in UTC", () => {
  expect([null, undefined, "Mars/Olympus", "Asia/Kolkata"].map(readTimeZone)).toEqual([
    "UTC",
    "UTC",
    "UTC",
    "Asia/Kolkata",
  ]);
});
