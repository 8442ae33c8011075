import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Meter } from "@/components/ui/meter";
import type { StorageUse } from "@/lib/quotas/model";
import { useStorageWords } from "./use-storage-words";

type StorageBarProps = {
  storage: StorageUse;
  /** Default: "Used storage". */
  label?: string;
};

/** Used of quota with figures. What the color tells is said in a word as well; a line marks the quota in its overage. */
export function StorageBar({ storage, label }: StorageBarProps) {
  const t = useTranslations("quotas");
  const { text, level, levelText, tone, max, mark } = useStorageWords()(storage);
  const Icon = level === "almost" ? TriangleAlert : CircleAlert;
  return (
    <div className="flex flex-col gap-1">
      <Meter
        label={label ?? t("used")}
        value={storage.usedBytes}
        max={max}
        mark={mark ?? undefined}
        text={text}
        tone={tone}
      />
      {levelText && (
        <p
          className={`flex items-center gap-1.5 font-medium text-sm ${level === "almost" ? "text-warning" : "text-danger"}`}
        >
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {levelText}
        </p>
      )}
    </div>
  );
}
