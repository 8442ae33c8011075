import { useFormatter, useTranslations } from "next-intl";
import type { MeterTone } from "@/components/ui/meter";
import { inLargestUnit, useBytes } from "@/components/ui/use-bytes";
import { type QuotaLevel, quotaLevel, type StorageUse } from "@/lib/quotas/model";

const TONES: Record<QuotaLevel, MeterTone> = {
  below: "accent",
  almost: "warning",
  reached: "danger",
  exceeded: "danger",
};

/** Storage in words: the figures, how it compares with the quota (over it is called over, also within an overage), and its color. */
export type StorageWords = {
  text: string;
  level: QuotaLevel;
  levelText: string | null;
  tone: MeterTone;
  /** What the bar goes up to, in bytes; null where there is none. `mark` is the quota within its overage. */
  max: number | null;
  mark: number | null;
};

/** "514 of 500 GB · 103%", "0 of 500 GB, not measured yet", "1.2 TB, unlimited", or the mere figure of a part. */
export function useStorageWords(): (storage: StorageUse) => StorageWords {
  const t = useTranslations("quotas");
  const bytes = useBytes();
  const format = useFormatter();
  /** Without the unit where the quota has the same. */
  const short = (used: number, quota: number) => {
    const { value, unit } = inLargestUnit(used);
    const same = used === 0 || unit === inLargestUnit(quota).unit;
    return same ? format.number(value, { maximumFractionDigits: 2 }) : bytes(used);
  };
  const textOf = ({ quotaBytes, usedBytes, measuredAt, includesBelow }: StorageUse) => {
    // The quota counts everything below as well: a part of the use is never set against the whole of the quota.
    if (!includesBelow) return measuredAt ? bytes(usedBytes) : t("nothingReported");
    if (quotaBytes === null) return measuredAt ? t("usedUnlimited", { used: bytes(usedBytes) }) : t("nothingReported");
    const figures = { used: short(usedBytes, quotaBytes), quota: bytes(quotaBytes) };
    if (!measuredAt) return t("notMeasured", figures);
    if (quotaBytes === 0) return t("usedOfQuota", figures);
    // What isn't full doesn't read 100%.
    const share = usedBytes < quotaBytes ? Math.floor((usedBytes / quotaBytes) * 100) / 100 : usedBytes / quotaBytes;
    return `${t("usedOfQuota", figures)} · ${format.number(share, { style: "percent", maximumFractionDigits: 0 })}`;
  };
  return (storage) => {
    const { quotaBytes, overageBytes, usedBytes, includesBelow } = storage;
    const limit = includesBelow ? quotaBytes : null;
    const over = limit !== null && usedBytes > limit;
    const inOverage = over && overageBytes !== null;
    const counted = limit === null ? "below" : quotaLevel(storage);
    const level = over ? "exceeded" : counted;
    return {
      text: textOf(storage),
      level,
      levelText: level === "below" ? null : t(`levels.${level}`),
      tone: TONES[level],
      max: inOverage ? limit + overageBytes : limit,
      mark: inOverage ? limit : null,
    };
  };
}
