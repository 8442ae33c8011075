import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { AcceptanceFilterForm } from "@/components/eula/acceptance-filter-form";
import { AcceptancesHeader } from "@/components/eula/acceptances-header";
import { AcceptancesTable } from "@/components/eula/acceptances-table";
import { NoAcceptances } from "@/components/eula/no-acceptances";
import { KeyPager } from "@/components/ui/key-pager";
import { can } from "@/lib/access/can";
import { readVersions } from "@/lib/eula/agreement";
import { listAcceptances } from "@/lib/eula/list-acceptances";
import { acceptanceKey, acceptanceQuery } from "@/lib/eula/model";
import { parseAcceptanceFilter, parseAcceptanceKey } from "@/lib/eula/schema";
import { notTheirs } from "@/lib/found-or-404";

type Props = PageProps<"/portal/[tenantId]/settings/license-agreement/acceptances">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement.acceptances"))("title") };
}

export default async function AcceptancesPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!can(actor, "agreement.view", tenant)) notTheirs();
  const query = await searchParams;
  const filter = parseAcceptanceFilter(query);
  const page = await listAcceptances(actor, tenant.id, { filter, after: parseAcceptanceKey(query.after) });
  const versions = await readVersions(actor, tenant.id);
  const list = await getTranslations("list");
  const agreementPage = `/portal/${tenant.id}/settings/license-agreement`;
  const base = `${agreementPage}/acceptances`;
  const address = (more = {}) => `${base}${acceptanceQuery(filter, more)}`;
  const { rows, earlier, next } = page;
  return (
    <>
      <AcceptancesHeader
        backHref={agreementPage}
        csvHref={rows.length > 0 ? `${base}/csv${acceptanceQuery(filter)}` : undefined}
      />
      <AcceptanceFilterForm action={base} filter={filter} versions={versions} />
      {rows.length > 0 ? (
        <AcceptancesTable rows={rows} missing={filter.show === "missing"} version={versions[0]?.version ?? ""} />
      ) : (
        <NoAcceptances action={base} filter={filter} version={versions[0]?.version ?? ""} />
      )}
      <KeyPager
        label={list("pages")}
        first={earlier ? { href: address(), label: list("firstPage") } : undefined}
        next={next ? { href: address({ after: acceptanceKey(next) }), label: list("nextPage") } : undefined}
      />
    </>
  );
}
