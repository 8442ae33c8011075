import { useTranslations } from "next-intl";
import { Measured } from "@/components/quotas/measured";
import { StorageBar } from "@/components/quotas/storage-bar";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { useBytes } from "@/components/ui/use-bytes";
import type { StorageUse } from "@/lib/quotas/schema";

/** The storage quota of a tenant and what is used of it. */
export function StorageCard({ tenantName, storage }: { tenantName: string; storage: StorageUse }) {
  const t = useTranslations("backup.storage");
  const bytes = useBytes();
  const { quotaBytes, overageBytes, includesBelow, measuredAt } = storage;
  const quota = quotaBytes === null ? t("unlimited") : bytes(quotaBytes);
  return (
    <Card title={t("title")}>
      <StorageBar storage={storage} label={includesBelow ? t("used") : t("usedByItself", { tenant: tenantName })} />
      {!measuredAt && <p className="mt-1.5 text-muted text-sm">{t("nothingReportedText")}</p>}
      <div className="mt-3 border-line border-t">
        <DefinitionList
          items={[
            { term: t("quota"), value: quota },
            ...(overageBytes ? [{ term: t("overage"), value: bytes(overageBytes) }] : []),
            ...(measuredAt ? [{ term: t("measured"), value: <Measured storage={storage} /> }] : []),
          ]}
        />
      </div>
    </Card>
  );
}
