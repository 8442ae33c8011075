import { useTranslations } from "next-intl";
import { Measured } from "@/components/quotas/measured";
import { StorageBar } from "@/components/quotas/storage-bar";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { useBytes } from "@/components/ui/use-bytes";
import type { StorageUse } from "@/lib/quotas/model";

/** The storage quota of a tenant and what is used of it. */
export function StorageCard({ tenantName, storage }: { tenantName: string; storage: StorageUse }) {
  const t = useTranslations("backup.storage");
  const quotas = useTranslations("quotas");
  const common = useTranslations("common");
  const bytes = useBytes();
  const { quotaBytes, overageBytes, includesBelow, measuredAt } = storage;
  const quota = quotaBytes === null ? common("unlimited") : bytes(quotaBytes);
  return (
    <Card title={quotas("cardTitle")}>
      <StorageBar
        storage={storage}
        label={includesBelow ? quotas("used") : t("usedByItself", { tenant: tenantName })}
      />
      {!measuredAt && <p className="mt-1.5 text-muted text-sm">{t("nothingReportedText")}</p>}
      <div className="mt-3 border-line border-t">
        <DefinitionList
          items={[
            { term: quotas("title"), value: quota },
            ...(overageBytes ? [{ term: quotas("overage"), value: bytes(overageBytes) }] : []),
            ...(measuredAt ? [{ term: quotas("measured"), value: <Measured storage={storage} /> }] : []),
          ]}
        />
      </div>
    </Card>
  );
}
