import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { RefreshSoon } from "@/components/ui/refresh-soon";
import type { BatchView } from "@/lib/user-batches/model";
import { BatchRows } from "./batch-rows";

type BatchResultViewProps = {
  tenantId: number;
  batch: BatchView;
  shown: { after: number | undefined; skipped: boolean };
};

/** How far a batch is, and then what it has done. */
export function BatchResultView({ tenantId, batch, shown }: BatchResultViewProps) {
  const t = useTranslations("userBatch");
  const users = useTranslations("users");
  return (
    <>
      <PageHeader
        title={t("title", { action: batch.action })}
        actions={
          <LinkButton href={`/portal/${tenantId}/users`} variant="secondary">
            {users("goToUsers")}
          </LinkButton>
        }
      />
      {batch.stage === "finished" ? <BatchDone batch={batch} /> : <BatchUnderway tenantId={tenantId} batch={batch} />}
      <BatchRows tenantId={tenantId} batch={batch} shown={shown} />
    </>
  );
}

function BatchDone({ batch: { id, counts } }: Pick<BatchResultViewProps, "batch">) {
  const t = useTranslations("userBatch");
  const { done, unchanged, refused } = counts;
  return (
    <Flash key={id} tone={refused > 0 ? "warning" : "success"} title={t("finished", { count: done })}>
      {unchanged > 0 && <p>{t("unchanged", { count: unchanged })}</p>}
      {refused > 0 && <p>{t("refused", { count: refused })}</p>}
    </Flash>
  );
}

/** The page looks again by itself for as long as the job goes on. */
function BatchUnderway({ tenantId, batch: { id, total, counts } }: Pick<BatchResultViewProps, "tenantId" | "batch">) {
  const t = useTranslations("userBatch");
  const words = useTranslations("userImport.result");
  const done = total - counts.waiting;
  return (
    <Card>
      <div className="flex flex-col gap-3">
        <Progress label={t("progressLabel")} value={done} max={total} text={t("progress", { done, total })} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
          <p className="text-muted">{t("underway")}</p>
          <a href={`/portal/${tenantId}/users/batch/${id}`} className={buttonStyle("secondary", "sm")}>
            {words("reload")}
          </a>
        </div>
      </div>
      {/* Progress restarts the series of refreshes. */}
      <RefreshSoon key={done} />
    </Card>
  );
}
