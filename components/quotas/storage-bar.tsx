import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Meter, type MeterTone } from "@/components/ui/meter";
import { useBytes } from "@/components/ui/use-bytes";
import { type QuotaLevel, quotaLevel, type StorageUse } from "@/lib/quotas/model";

const TONES: Record<QuotaLevel, MeterTone> = {
  below: "accent",
  almost: "warning",
  reached: "danger",
  exceeded: "danger",
};

type StorageBarProps = {
  storage: StorageUse;
  /** Default: "Used storage". */
  label?: string;
  /** In a table cell, whose column says what it is. */
  labelHidden?: boolean;
};

/** Used of quota with figures. What the color tells is said in a word as well; a line marks the quota in its overage. */
export function StorageBar({ storage, label, labelHidden }: StorageBarProps) {
  const t = useTranslations("quotas");
  const bytes = useBytes();
  const { quotaBytes, overageBytes, usedBytes, includesBelow, measuredAt } = storage;
  // The quota counts everything below as well: a part of the use is never set against the whole of the quota.
  const limited = includesBelow ? quotaBytes : null;
  const used = bytes(usedBytes);
  const level = includesBelow ? quotaLevel(storage) : "below";
  const inOverage = limited !== null && usedBytes > limited && overageBytes !== null;
  const figures =
    quotaBytes === null && includesBelow
      ? t("usedUnlimited", { used })
      : limited === null
        ? used
        : t("usedOfQuota", { used, quota: bytes(limited) });
  return (
    <div className="flex flex-col gap-1">
      <Meter
        label={label ?? t("used")}
        labelHidden={labelHidden}
        value={usedBytes}
        max={inOverage ? limited + overageBytes : limited}
        mark={inOverage ? limited : undefined}
        text={measuredAt ? figures : t("nothingReported")}
        tone={TONES[level]}
      />
      <StorageLevel level={level} />
    </div>
  );
}

/** "Almost full", "Quota reached" or "Over the limit", with a sign of its own; nothing while there is room. */
export function StorageLevel({ level }: { level: QuotaLevel }) {
  const t = useTranslations("quotas.levels");
  if (level === "below") return null;
  const Icon = level === "almost" ? TriangleAlert : CircleAlert;
  return (
    <p
      className={`flex items-center gap-1.5 font-medium text-sm ${level === "almost" ? "text-warning" : "text-danger"}`}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {t(level)}
    </p>
  );
}
