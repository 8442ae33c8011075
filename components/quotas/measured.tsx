import { useTranslations } from "next-intl";
import { Moment } from "@/components/ui/moment";
import type { StorageUse } from "@/lib/quotas/model";

/** Parts that are this much older than the newest one are worth a word. */
const OLDER_MS = 60 * 60_000;

/** When a figure was measured; a sum is as old as its oldest part. */
export function Measured({ storage: { measuredAt, oldestAt } }: { storage: StorageUse }) {
  const t = useTranslations("quotas");
  if (!measuredAt) return <span className="text-muted">{t("nothingReported")}</span>;
  const older = oldestAt !== null && measuredAt.getTime() - oldestAt.getTime() >= OLDER_MS;
  return (
    <>
      <Moment value={measuredAt} />
      {older && (
        <span className="block text-muted text-sm">
          {t.rich("measuredOldest", { moment: () => <Moment value={oldestAt} look="inText" /> })}
        </span>
      )}
    </>
  );
}
