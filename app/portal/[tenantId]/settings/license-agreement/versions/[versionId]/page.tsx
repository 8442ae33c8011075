import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, openTenant } from "@/app/open-tenant";
import { VersionView } from "@/components/eula/version-view";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Flash } from "@/components/ui/flash";
import { can } from "@/lib/access/can";
import { readVersion } from "@/lib/eula/agreement";
import { languageSchema } from "@/lib/fields/language";
import { foundOr404, notTheirs } from "@/lib/found-or-404";

type Props = PageProps<"/portal/[tenantId]/settings/license-agreement/versions/[versionId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agreement"))("title") };
}

export default async function VersionPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!can(actor, "agreement.view", tenant)) notTheirs();
  const { language, notice } = await searchParams;
  const wanted = languageSchema.catch(actor.language).parse(language);
  const version = await foundOr404(readVersion(actor, tenant.id, idOr404((await params).versionId), wanted));
  const t = await getTranslations("agreement");
  const eula = await getTranslations("eula");
  const common = await getTranslations("common");
  const base = `/portal/${tenant.id}/settings/license-agreement`;
  const name = version.version === null ? t("draftName") : eula("version", { version: version.version });
  return (
    <>
      <Breadcrumbs label={common("breadcrumbs")} items={[{ label: t("title"), href: base }, { label: name }]} />
      {notice === "saved" && version.version === null && <Flash>{t("notices.saved")}</Flash>}
      <VersionView base={base} version={version} name={name} mayChange={can(actor, "agreement.change", tenant)} />
    </>
  );
}
