import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { BatchDraftView } from "@/components/user-batches/batch-draft-view";
import { BatchResultView } from "@/components/user-batches/batch-result-view";
import { foundOr404 } from "@/lib/found-or-404";
import { getBatch } from "@/lib/user-batches/queries";
import { batchIdSchema } from "@/lib/user-batches/schema";
import { startBatchAction } from "../actions";

type BatchPageProps = PageProps<"/portal/[tenantId]/users/batch/[batchId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("userBatch"))("action") };
}

export default async function BatchPage({ params, searchParams }: BatchPageProps) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const batchId = batchIdSchema.safeParse((await params).batchId);
  if (!batchId.success) notFound();
  const query = await searchParams;
  const shown = { after: queryId(query.after), skipped: query.show === "skipped" };
  const batch = await foundOr404(getBatch(actor, tenant.id, batchId.data, shown));
  if (batch.stage !== "draft") return <BatchResultView tenantId={tenant.id} batch={batch} shown={shown} />;
  return <BatchDraftView tenant={tenant} batch={batch} shown={shown} action={startBatchAction} />;
}
