import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { Meter } from "@/components/ui/meter";
import { Moment } from "@/components/ui/moment";
import { useBytes } from "@/components/ui/use-bytes";
import type { StorageUse } from "@/lib/quotas/schema";

/** The storage quota of a tenant and what is used of it. */
export function StorageCard({ tenantName, storage }: { tenantName: string; storage: StorageUse }) {
  const t = useTranslations("backup.storage");
  const bytes = useBytes();
  const { quotaBytes, overageBytes, usedBytes, includesBelow, measuredAt } = storage;
  const quota = quotaBytes === null ? t("unlimited") : bytes(quotaBytes);
  // The quota counts everything below as well: a part of the use is never set against the whole of the quota.
  const limitBytes = includesBelow ? quotaBytes : null;
  const used = limitBytes === null ? bytes(usedBytes) : t("usedOfQuota", { used: bytes(usedBytes), quota });
  return (
    <Card title={t("title")}>
      <Meter
        label={includesBelow ? t("used") : t("usedByItself", { tenant: tenantName })}
        value={usedBytes}
        max={limitBytes}
        text={measuredAt ? used : t("nothingReported")}
      />
      {!measuredAt && <p className="mt-1.5 text-muted text-sm">{t("nothingReportedText")}</p>}
      <div className="mt-3 border-line border-t">
        <DefinitionList
          items={[
            { term: t("quota"), value: quota },
            ...(overageBytes ? [{ term: t("overage"), value: bytes(overageBytes) }] : []),
            ...(measuredAt ? [{ term: t("measured"), value: <Moment value={measuredAt} /> }] : []),
          ]}
        />
      </div>
    </Card>
  );
}
