import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { StorageBar } from "@/components/quotas/storage-bar";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { QuotaFilter } from "@/lib/clients/model";
import type { Overview } from "@/lib/overview/model";

type StorageCardProps = {
  tenant: { id: number; name: string };
  storage: Overview["storage"];
  /** Of the clients directly below; left out where those have no quota of their own. */
  quotas?: Overview["quotas"];
  /** Where the tenant's own quota is shown in full. */
  quotaHref?: string;
};

/** What is used of the quota, here and below, and how many clients come close to theirs. */
export function StorageCard({ tenant, storage, quotas, quotaHref }: StorageCardProps) {
  const t = useTranslations("overview.storage");
  const quotasWords = useTranslations("quotas");
  const fields = useTranslations("fields");
  return (
    <Card
      title={fields("storage")}
      description={t("description", { tenant: tenant.name })}
      actions={quotaHref && <TextLink href={quotaHref}>{quotasWords("quota")}</TextLink>}
    >
      <div className="flex flex-col gap-5">
        {storage && <StorageBar storage={storage} />}
        {quotas && (
          <div className="flex flex-col gap-1 border-line border-t pt-4">
            <p className="font-medium text-sm">{t("clients")}</p>
            {quotas.nearlyFull === 0 ? (
              <p className="text-muted text-sm">{t("room")}</p>
            ) : (
              <ul className="flex flex-col gap-1">
                <FilledQuotas tenantId={tenant.id} filter="nearly_full" count={quotas.nearlyFull} />
                {quotas.full > 0 && <FilledQuotas tenantId={tenant.id} filter="full" count={quotas.full} />}
              </ul>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function FilledQuotas({ tenantId, filter, count }: { tenantId: number; filter: QuotaFilter; count: number }) {
  const t = useTranslations("overview.storage");
  const Icon = filter === "full" ? CircleAlert : TriangleAlert;
  return (
    <li className="flex items-center gap-2">
      <Icon aria-hidden="true" className={`size-4 shrink-0 ${filter === "full" ? "text-danger" : "text-warning"}`} />
      <TextLink href={`/portal/${tenantId}/clients?quota=${filter}`}>{t(`filled.${filter}`, { count })}</TextLink>
    </li>
  );
}
