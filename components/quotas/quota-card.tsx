import { Pencil } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DefinitionList } from "@/components/ui/definition-list";
import { useBytes } from "@/components/ui/use-bytes";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { PromisedStorage, StorageUse } from "@/lib/quotas/model";
import { Measured } from "./measured";
import { StorageBar } from "./storage-bar";

type QuotaCardProps = {
  tenantName: string;
  storage: StorageUse;
  /** Of the provider and partners: what the quotas below add up to. */
  promised?: PromisedStorage | null;
  /** Where the quota is changed, for users who can. */
  editHref?: string;
};

/** The storage quota of a tenant: what is used of it, what kind of limit it is, what has been promised, and as of when. */
export function QuotaCard({ tenantName, storage, promised, editHref }: QuotaCardProps) {
  const t = useTranslations("quotas");
  const common = useTranslations("common");
  const bytes = useBytes();
  const { quotaBytes, overageBytes, hard } = storage;
  const quota = (
    <>
      {quotaBytes === null ? common("unlimited") : bytes(quotaBytes)}
      {quotaBytes !== null && <span className="block text-muted text-sm">{t(hard ? "hard" : "soft")}</span>}
    </>
  );
  const edit = editHref && (
    <LinkButton href={editHref} variant="ghost" size="sm">
      <Pencil aria-hidden="true" className="size-4" />
      <VisuallyHidden>{t("edit", { tenant: tenantName })}</VisuallyHidden>
    </LinkButton>
  );
  return (
    <Card title={t("cardTitle")} actions={edit}>
      <StorageBar storage={storage} />
      <div className="mt-3 border-line border-t">
        <DefinitionList
          items={[
            { term: t("quota"), value: quota },
            ...(overageBytes ? [{ term: t("overage"), value: bytes(overageBytes) }] : []),
            ...(promised
              ? [{ term: t("promised"), value: <Promised promised={promised} quotaBytes={quotaBytes} /> }]
              : []),
            { term: t("measured"), value: <Measured storage={storage} /> },
          ]}
        />
      </div>
    </Card>
  );
}

function Promised({ promised, quotaBytes }: { promised: PromisedStorage; quotaBytes: number | null }) {
  const t = useTranslations("quotas");
  const bytes = useBytes();
  const format = useFormatter();
  return (
    <>
      {t("promisedText", { promised: bytes(promised.bytes), clients: promised.limited })}
      {quotaBytes !== null && quotaBytes > 0 && promised.limited > 0 && (
        <span className={`block text-sm ${promised.bytes > quotaBytes ? "font-medium text-warning" : "text-muted"}`}>
          {t("promisedOf", {
            percent: format.number(promised.bytes / quotaBytes, { style: "percent", maximumFractionDigits: 0 }),
          })}
        </span>
      )}
      {promised.unlimited > 0 && (
        <span className="block text-muted text-sm">{t("promisedUnlimited", { count: promised.unlimited })}</span>
      )}
    </>
  );
}
