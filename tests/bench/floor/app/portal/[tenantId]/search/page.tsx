import { getTranslations } from "next-intl/server";
import { SearchForm } from "@/components/search/search-form";
import { SearchResults } from "@/components/search/search-results";
import { PageHeader } from "@/components/ui/page-header";
import { askHits, HITS } from "../../../../queries";
import { database } from "../../../database";
import { companyOf } from "../../../reader";

/** As many companies and users as a search shows, by one query that doesn't search. */
export default async function SearchPage({ params, searchParams }: PageProps<"/portal/[tenantId]/search">) {
  const { id } = companyOf(Number((await params).tenantId));
  const search = String((await searchParams).q);
  const [hits] = await askHits(database());
  const t = await getTranslations("search");
  const fields = await getTranslations("fields");
  return (
    <>
      <PageHeader title={fields("search")} description={t("lead", { tenant: "Northwind Backup" })} />
      <SearchForm action={`/portal/${id}/search`} search={search} area="all" />
      {hits && <SearchResults hits={hits} limit={HITS} area="all" />}
    </>
  );
}
