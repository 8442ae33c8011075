import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { ImportDraftView } from "@/components/user-import/import-draft-view";
import { ImportResultView } from "@/components/user-import/import-result-view";
import { creationsOf } from "@/lib/access/sections";
import { foundOr404, notTheirs } from "@/lib/found-or-404";
import { getImport } from "@/lib/user-import/queries";
import { importIdSchema } from "@/lib/user-import/schema";
import { checkImportAction, importUsersAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("userImport"))("title") };
}

export default async function ImportPage({
  params,
  searchParams,
}: PageProps<"/portal/[tenantId]/users/import/[importId]">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const importId = importIdSchema.safeParse((await params).importId);
  if (!importId.success) notFound();
  const query = await searchParams;
  const shown = { after: queryId(query.after), all: query.show === "all" };
  const { draft, result } = await foundOr404(getImport(actor, tenant.id, importId.data, shown));
  if (result) return <ImportResultView tenantId={tenant.id} result={result} after={shown.after} />;
  if (!creationsOf(actor, tenant).includes("user")) notTheirs();
  const actions = { check: checkImportAction, create: importUsersAction };
  return <ImportDraftView tenantId={tenant.id} draft={draft} shown={shown} actions={actions} />;
}
