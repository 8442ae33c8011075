import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { AuditTable } from "@/components/audit/audit-table";
import { NoAuditLines } from "@/components/audit/no-audit-lines";
import { DownloadLink } from "@/components/ui/download-link";
import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { auditQuery } from "@/lib/audit-log/model";
import { listAuditLines, listTenantsBelow } from "@/lib/audit-log/queries";
import { parseAuditFilter } from "@/lib/audit-log/schema";
import { env } from "@/lib/env";
import { foundOr404 } from "@/lib/found-or-404";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditLogPage({ params, searchParams }: PageProps<"/portal/[tenantId]/audit-log">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const query = await searchParams;
  const filter = parseAuditFilter(query);
  const { lines, earlier, next } = await foundOr404(
    listAuditLines(actor, tenant.id, { filter, after: queryId(query.after) }),
  );
  const below = await foundOr404(listTenantsBelow(actor, tenant.id));
  const t = await getTranslations("audit");
  const list = await getTranslations("list");
  const base = `/portal/${tenant.id}/audit-log`;
  return (
    <>
      <PageHeader
        low
        title={t("title")}
        description={t("description", { tenant: tenant.name, days: env().AUDIT_RETENTION_DAYS })}
        actions={
          lines.length > 0 && (
            <DownloadLink href={`${base}/csv${auditQuery(filter)}`}>{list("downloadCsv")}</DownloadLink>
          )
        }
      />
      <AuditFilterForm action={base} tenant={tenant} filter={filter} below={below} />
      {lines.length > 0 && <AuditTable tenant={tenant} lines={lines} href={`${base}/#${auditQuery(filter)}`} />}
      <KeyPager
        label={list("pages")}
        first={earlier ? { href: `${base}${auditQuery(filter)}`, label: t("firstPage") } : undefined}
        next={next ? { href: `${base}${auditQuery(filter, { after: next })}`, label: t("nextPage") } : undefined}
      />
      {lines.length === 0 && (
        <NoAuditLines tenant={tenant} clearHref={Object.keys(filter).length > 0 ? base : undefined} />
      )}
    </>
  );
}
