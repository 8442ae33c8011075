import { inLargestUnit } from "@/components/ui/use-bytes";

const GB = 1024 ** 3;

test.each([
  [0, 0, "gigabyte"],
  [1, 1, "byte"],
  [1023, 1023, "byte"],
  [1024, 1, "kilobyte"],
  [5 * 1024 ** 2, 5, "megabyte"],
  [GB, 1, "gigabyte"],
  [1000 * GB, 1000, "gigabyte"],
  [1023.5 * GB, 1023.5, "gigabyte"],
  [1024 * GB, 1, "terabyte"],
  [1536 * GB, 1.5, "terabyte"],
  [1024 ** 5, 1, "petabyte"],
  [5000 * 1024 ** 5, 5000, "petabyte"],
])("%d bytes are %d %s", (bytes, value, unit) => {
  expect(inLargestUnit(bytes)).toEqual({ value, unit });
});

test("what would be rounded to 1,024 of a unit is one of the next", () => {
  expect(inLargestUnit(1024 * GB - 1).unit).toBe("terabyte");
});
