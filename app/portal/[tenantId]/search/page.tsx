import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { SearchForm } from "@/components/search/search-form";
import { SearchResults } from "@/components/search/search-results";
import { PageHeader } from "@/components/ui/page-header";
import { foundOr404 } from "@/lib/found-or-404";
import { parseSearch } from "@/lib/search/parse-search";
import { searchBelow } from "@/lib/search/search-below";

/** Beyond this, the user types another word. */
const SHOWN = 25;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fields"))("search") };
}

export default async function SearchPage({ params, searchParams }: PageProps<"/portal/[tenantId]/search">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const asked = parseSearch(await searchParams);
  const hits = asked && (await foundOr404(searchBelow(actor, asked, SHOWN)));
  const t = await getTranslations("search");
  const fields = await getTranslations("fields");
  return (
    <>
      <PageHeader title={fields("search")} description={t("lead", { tenant: actor.tenantName })} />
      <SearchForm action={`/portal/${tenant.id}/search`} search={asked?.search} area={asked?.area ?? "all"} />
      {hits && <SearchResults hits={hits} limit={SHOWN} area={asked.area} />}
    </>
  );
}
