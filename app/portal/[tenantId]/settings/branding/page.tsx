import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { PartTexts } from "@/app/part-texts";
import { BrandEditor } from "@/components/brand/brand-editor";
import { BrandFacts } from "@/components/brand/brand-facts";
import { BrandNews } from "@/components/brand/brand-news";
import { BrandPreview } from "@/components/brand/brand-preview";
import { HostCard } from "@/components/brand/host-card";
import { savedBrand } from "@/components/brand/previewed-brand";
import { RestoreBrand } from "@/components/brand/restore-brand";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { settingsOf } from "@/lib/access/sections";
import { readBrandSettings } from "@/lib/brand/queries";
import { brandValues } from "@/lib/brand/save-brand";
import { formVersion } from "@/lib/form/version";
import { foundOr404, notTheirs } from "@/lib/found-or-404";
import { checkHostAction, confirmHostAction, restoreBrandAction, saveBrandAction } from "./actions";

type Props = PageProps<"/portal/[tenantId]/settings/branding">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("branding"))("title") };
}

export default async function BrandingPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!settingsOf(actor, tenant).includes("branding")) notTheirs();
  const brand = await foundOr404(readBrandSettings(actor, tenant.id));
  const { texts, logos, host } = brand;
  const [{ notice }, t] = await Promise.all([searchParams, getTranslations("branding")]);
  const version = formVersion(brand.version, brandValues(texts));
  const mayChange = can(actor, "brand.change", tenant);
  return (
    <PartTexts part="branding">
      <PageHeader title={t("title")} description={t("lead", { tenant: tenant.name })} />
      <BrandNews {...{ notice, tenant, brand, version }} />
      {mayChange ? (
        <BrandEditor key={version} action={saveBrandAction} tenantId={tenant.id} {...{ version, texts, logos }} />
      ) : (
        <>
          <BrandFacts texts={texts} />
          {texts && <BrandPreview brand={savedBrand(texts, logos)} savedAccent={texts.accent} />}
        </>
      )}
      {host && (
        <HostCard
          tenant={tenant}
          host={host}
          checkAction={mayChange ? checkHostAction : undefined}
          confirmAction={can(actor, "brand.confirm_host", tenant) ? confirmHostAction : undefined}
        />
      )}
      {mayChange && texts && <RestoreBrand tenant={tenant} action={restoreBrandAction} />}
    </PartTexts>
  );
}
