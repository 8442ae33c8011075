import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { WithoutTwoFactor } from "@/components/tenants/without-two-factor";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { settingsOf } from "@/lib/access/sections";
import { foundOr404, notTheirs } from "@/lib/found-or-404";
import { listWithoutTwoFactor } from "@/lib/tenants/two-factor-state";

type Props = PageProps<"/portal/[tenantId]/settings/security/without-two-factor">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.without"))("title") };
}

export default async function WithoutTwoFactorPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!settingsOf(actor, tenant).includes("security")) notTheirs();
  const after = queryId((await searchParams).after);
  const page = await foundOr404(listWithoutTwoFactor(actor, tenant.id, { after }));
  const t = await getTranslations("settings");
  const list = await getTranslations("list");
  const common = await getTranslations("common");
  const security = `/portal/${tenant.id}/settings/security`;
  const base = `${security}/without-two-factor`;
  return (
    <>
      <Breadcrumbs
        label={common("breadcrumbs")}
        items={[{ label: t("security.title"), href: security }, { label: t("without.title") }]}
      />
      <PageHeader title={t("without.title")} description={t("without.lead", { tenant: tenant.name })} />
      <WithoutTwoFactor tenant={tenant} people={page.people} />
      <KeyPager
        label={list("pages")}
        first={page.earlier ? { href: base, label: list("firstPage") } : undefined}
        next={page.next ? { href: `${base}?after=${page.next}`, label: list("nextPage") } : undefined}
      />
    </>
  );
}
