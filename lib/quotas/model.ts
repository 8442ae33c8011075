/** Bytes in one GB and one TB: binary, as the market leader counts them (portal-reference.md, 4.2). */
export const GIGABYTE = 1024 ** 3;

export const TERABYTE = 1024 ** 4;

export const QUOTA_UNITS = ["GB", "TB"] as const;

export type QuotaUnit = (typeof QUOTA_UNITS)[number];

const BYTES_IN: Record<QuotaUnit, number> = { GB: GIGABYTE, TB: TERABYTE };

/** The largest quota, overage included: exact as a JavaScript number with room to spare. */
export const MAX_QUOTA_TERABYTES = 8000;

export const MAX_QUOTA_BYTES = MAX_QUOTA_TERABYTES * TERABYTE;

/** The share of the quota from which it counts as almost reached, unless the tenant has another figure. */
export const DEFAULT_NOTICE_PERCENT = 90;

/** How much cloud storage a tenant may use and uses, in bytes. */
export type StorageUse = {
  /** null is unlimited. */
  quotaBytes: number | null;
  /** What may be used on top of the quota; null is nothing. */
  overageBytes: number | null;
  /** From which share of the quota on it counts as almost reached. */
  noticePercent: number;
  /** Whether the service stops at the quota and its overage (customers), or the quota only warns (partners, the provider). */
  hard: boolean;
  /** Of the tenant and everything below it that the reader may see. */
  usedBytes: number;
  /** Whether the reader sees everything below, so that the figure is the whole. */
  includesBelow: boolean;
  /** The newest of the measurements; null while nothing has been reported. */
  measuredAt: Date | null;
  /** The oldest of the measurements that make up the figure. */
  oldestAt: Date | null;
};

/** What the quotas below a provider or partner add up to, and how many clients below have none. */
export type PromisedStorage = { bytes: number; limited: number; unlimited: number };

/** How full a quota is: `almost` from the notice percentage on, `exceeded` beyond what the service lets a customer use. */
export const QUOTA_LEVELS = ["below", "almost", "reached", "exceeded"] as const;

export type QuotaLevel = (typeof QUOTA_LEVELS)[number];

/** Those that cause a notice. */
export const FILLED_LEVELS = ["almost", "reached", "exceeded"] as const satisfies QuotaLevel[];

type Fill = Pick<StorageUse, "quotaBytes" | "overageBytes" | "noticePercent" | "hard" | "usedBytes">;

/** How usage compares with its quota. Nothing used of nothing allowed is below: there is nothing to report. */
export function quotaLevel({ quotaBytes, overageBytes, noticePercent, hard, usedBytes }: Fill): QuotaLevel {
  if (quotaBytes === null || usedBytes <= 0) return "below";
  if (hard && usedBytes > quotaBytes + (overageBytes ?? 0)) return "exceeded";
  if (usedBytes >= quotaBytes) return "reached";
  // Beyond 2^53 a hundred times a figure would be rounded.
  return BigInt(usedBytes) * 100n >= BigInt(quotaBytes) * BigInt(noticePercent) ? "almost" : "below";
}

export type AmountError = "REQUIRED" | "QUOTA_NOT_A_NUMBER" | "QUOTA_AMBIGUOUS" | "QUOTA_TOO_LARGE";

/** Spaces of all kinds and apostrophes group digits in some languages and mean nothing else in any. */
const GROUPED = /^\d{1,3}(?:[\s'\u2019]\d{3})+(?=$|[.,])/u;

const AMOUNT_MAX_CHARACTERS = 1024;

const PLAIN = /^(\d*)(?:[.,](\d*))?$/;

/** "1,500" is one and a half for some and fifteen hundred for others: quotas aren't guessed. */
const AMBIGUOUS = /^[1-9]\d{0,2}[.,]\d{3}$/;

const SEVERAL_GROUPS = /^[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:\.\d{3}){2,}|(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+)$/;

/** An amount as a person writes it, with a point or a comma, in whole bytes. */
export function parseAmount(text: string, unit: QuotaUnit): { bytes: number } | { error: AmountError } {
  // Normalizing takes the square of a length; with its groups and decimals no amount comes near this.
  if (text.length > AMOUNT_MAX_CHARACTERS) return { error: "QUOTA_NOT_A_NUMBER" };
  const typed = text.normalize("NFKC").trim();
  if (typed === "") return { error: "REQUIRED" };
  const written = typed.replace(GROUPED, (group) => group.replace(/\D/gu, ""));
  if (AMBIGUOUS.test(written) || SEVERAL_GROUPS.test(written)) return { error: "QUOTA_AMBIGUOUS" };
  const [, whole = "", fraction = ""] = PLAIN.exec(written) ?? [];
  if (whole === "" && fraction === "") return { error: "QUOTA_NOT_A_NUMBER" };
  if (whole.replace(/^0+/, "").length > 7 || fraction.length > 30) return { error: "QUOTA_TOO_LARGE" };
  const scale = 10n ** BigInt(fraction.length);
  const exact = BigInt(whole + fraction) * BigInt(BYTES_IN[unit]);
  const bytes = Number((exact * 2n + scale) / (scale * 2n));
  return bytes > MAX_QUOTA_BYTES ? { error: "QUOTA_TOO_LARGE" } : { bytes };
}

/**
 * Bytes as a form shows them: the shortest number from which parseAmount() makes the same bytes again. Never one that
 * reads as ambiguous: 1.125 becomes 1.1250.
 */
export function formatAmount(bytes: number): { amount: string; unit: QuotaUnit } {
  const inTerabytes = decimalsOf(bytes, "TB");
  const unit = bytes >= TERABYTE && inTerabytes <= 2 ? "TB" : "GB";
  const decimals = unit === "TB" ? inTerabytes : decimalsOf(bytes, "GB");
  return { amount: rounded(bytes, unit, decimals === 3 ? 4 : decimals), unit };
}

function decimalsOf(bytes: number, unit: QuotaUnit): number {
  for (let decimals = 0; ; decimals++) {
    const read = parseAmount(rounded(bytes, unit, decimals === 3 ? 4 : decimals), unit);
    if ("bytes" in read && read.bytes === bytes) return decimals;
  }
}

function rounded(bytes: number, unit: QuotaUnit, decimals: number): string {
  const size = BigInt(BYTES_IN[unit]);
  const scaled = (BigInt(bytes) * 10n ** BigInt(decimals) * 2n + size) / (size * 2n);
  const digits = String(scaled).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A quota as a form starts out with it, with the decimal sign of the reader. */
export function quotaFormValues(
  quota: { quotaBytes: number | null; overageBytes: number | null },
  reader: string,
): QuotaFormValues {
  const written = (amount: string) => amount.replace(".", decimalSignOf(reader));
  const amount = quota.quotaBytes === null ? null : formatAmount(quota.quotaBytes);
  const overage = quota.overageBytes ? formatAmount(quota.overageBytes) : null;
  return {
    unlimited: quota.quotaBytes === null,
    quotaAmount: written(amount?.amount ?? ""),
    quotaUnit: amount?.unit ?? "GB",
    overageAmount: written(overage?.amount ?? ""),
    overageUnit: overage?.unit ?? "GB",
  };
}

function decimalSignOf(language: string): string {
  return new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
}

export type QuotaFormValues = {
  unlimited: boolean;
  quotaAmount: string;
  quotaUnit: QuotaUnit;
  overageAmount: string;
  overageUnit: QuotaUnit;
};

/** A quota in one word, as forms carry what they were warned about: "1000", "1000+250", "unlimited". */
export function quotaToken(quota: { quotaBytes: number | null; overageBytes: number | null }): string {
  if (quota.quotaBytes === null) return "unlimited";
  return quota.overageBytes === null ? String(quota.quotaBytes) : `${quota.quotaBytes}+${quota.overageBytes}`;
}

/** Reads quotaToken() back; null for anything else. */
export function readQuotaToken(token: unknown): { quotaBytes: number | null; overageBytes: number | null } | null {
  if (token === "unlimited") return { quotaBytes: null, overageBytes: null };
  const [, quota, overage] = /^(\d{1,16})(?:\+(\d{1,16}))?$/.exec(String(token)) ?? [];
  if (quota === undefined) return null;
  return { quotaBytes: Number(quota), overageBytes: overage === undefined ? null : Number(overage) };
}

export type ChangeQuotaInput = {
  quotaBytes: number | null;
  overageBytes: number | null;
  /** The version of the quota that the actor looked at; 0 where none was ever set. */
  version: number;
  /** The token of a quota below usage that the actor wants anyway. */
  confirmed?: string;
};

/** The most a report may hold: as much as is recorded in one short transaction. */
export const MAX_MEASUREMENTS = 1000;

/** Without `measuredAt` it was measured now. */
export type Measurement = { tenantId: number; bytes: number; measuredAt?: Date | undefined };

/** The result of a report, by tenant IDs; `notices` is how many emails it caused. */
export type UsageReport = Record<"recorded" | "older" | "future" | "unknown", number[]> & { notices: number };

/** "Cloud storage quota" as a form holds it. */
export type TypedQuota = {
  unlimited: boolean;
  quotaAmount?: string | undefined;
  quotaUnit?: QuotaUnit | undefined;
  overageAmount?: string | undefined;
  overageUnit?: QuotaUnit | undefined;
};

/** Bytes, null for unlimited or none, or what is wrong with the text. */
export type ReadAmount = { bytes: number | null } | { error: AmountError };

/** The quota that a form posts. */
export function readQuota({ unlimited, quotaAmount, quotaUnit }: TypedQuota): ReadAmount {
  return unlimited ? { bytes: null } : parseAmount(quotaAmount ?? "", quotaUnit ?? "GB");
}

/** The overage: none where nothing was written, where it is nothing, and on top of what is unlimited. */
export function readOverage({ unlimited, overageAmount = "", overageUnit }: TypedQuota): ReadAmount {
  if (unlimited || overageAmount.trim() === "") return { bytes: null };
  const read = parseAmount(overageAmount, overageUnit ?? "GB");
  return "bytes" in read ? { bytes: read.bytes || null } : read;
}

/** The quota of a form that came back, to be shown beside another; null when it cannot be read. */
export function typedQuota(
  values: Record<string, string>,
): { quotaBytes: number | null; overageBytes: number | null } | null {
  const unitOf = (text: string | undefined) => QUOTA_UNITS.find((unit) => unit === text);
  const form = {
    ...values,
    unlimited: values.unlimited === "on" || values.unlimited === "true",
    quotaUnit: unitOf(values.quotaUnit),
    overageUnit: unitOf(values.overageUnit),
  };
  const [quota, overage] = [readQuota(form), readOverage(form)];
  return "bytes" in quota && "bytes" in overage ? { quotaBytes: quota.bytes, overageBytes: overage.bytes } : null;
}
