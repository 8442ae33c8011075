import { useFormatter } from "next-intl";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;
const STEP = 1024;

/** The largest unit in which an amount is at least one, and the amount in it. Binary: 1 GB is 1024^3 bytes. */
export function inLargestUnit(bytes: number): { value: number; unit: (typeof UNITS)[number] } {
  if (bytes <= 0) return { value: 0, unit: "gigabyte" };
  let value = bytes;
  let index = 0;
  // What would be rounded up to a whole step counts as one: 1023.999 GB is 1 TB.
  while (index < UNITS.length - 1 && Math.round(value * 100) / 100 >= STEP) {
    value /= STEP;
    index += 1;
  }
  return { value, unit: UNITS[index] ?? "byte" };
}

/** Amounts of data in the reader's language, e.g. "1.5 TB" or « 1,5 To ». */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { value, unit } = inLargestUnit(bytes);
    return format.number(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 2 });
  };
}
