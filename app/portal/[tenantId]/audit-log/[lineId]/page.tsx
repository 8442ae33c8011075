import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, openTenant } from "@/app/open-tenant";
import { AuditLineFacts } from "@/components/audit/audit-line-facts";
import { eventText } from "@/components/audit/audit-words";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { auditQuery } from "@/lib/audit-log/model";
import { getAuditLine } from "@/lib/audit-log/queries";
import { parseAuditFilter } from "@/lib/audit-log/schema";
import { foundOr404 } from "@/lib/found-or-404";
import { readUserAgent } from "@/lib/http/user-agent";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.line"))("title") };
}

type Props = PageProps<"/portal/[tenantId]/audit-log/[lineId]">;

export default async function AuditLinePage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const line = await foundOr404(getAuditLine(actor, tenant.id, idOr404((await params).lineId)));
  const t = await getTranslations("audit");
  const filter = parseAuditFilter(await searchParams);
  return (
    <>
      <PageHeader
        title={eventText(t, line)}
        description={line.objectName}
        actions={
          <LinkButton href={`/portal/${tenant.id}/audit-log${auditQuery(filter)}`} variant="secondary">
            <ArrowLeft aria-hidden="true" />
            {t("line.back")}
          </LinkButton>
        }
      />
      <AuditLineFacts line={{ ...line, device: readUserAgent(line.userAgent) }} />
    </>
  );
}
