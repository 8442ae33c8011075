import type { Language } from "@/lib/vocabulary";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** Writes amounts in the largest unit of which a given one has at least one, so that all of them compare: 1 GB is 1024^3 bytes. */
export function bytesFormat(largestBytes: number, language: Language): (bytes: number) => string {
  let bytesOfUnit = 1;
  let index = 0;
  while (index < UNITS.length - 1 && Math.round((largestBytes / bytesOfUnit) * 100) / 100 >= 1024) {
    bytesOfUnit *= 1024;
    index += 1;
  }
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[index] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 2,
  });
  return (bytes) => format.format(bytes / bytesOfUnit);
}

/** How much of a quota is used. Down, never up: 99.9 % has not reached anything yet. */
export function formatShare(usedBytes: number, quotaBytes: number, language: Language): string {
  const share = quotaBytes > 0 ? Math.floor((usedBytes / quotaBytes) * 100) / 100 : 1;
  return new Intl.NumberFormat(language, { style: "percent" }).format(share);
}
