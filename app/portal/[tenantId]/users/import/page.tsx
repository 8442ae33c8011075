import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { ImportForm } from "@/components/user-import/import-form";
import { importFormWords } from "@/components/user-import/import-form-words";
import { ImportGuide } from "@/components/user-import/import-guide";
import { grantableRoles } from "@/lib/access/roles";
import { creationsOf } from "@/lib/access/sections";
import { notTheirs } from "@/lib/found-or-404";
import { IMPORT_MAX_ROWS } from "@/lib/user-import/model";
import { checkImportAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("userImport"))("title") };
}

export default async function ImportUsersPage({ params }: PageProps<"/portal/[tenantId]/users/import">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  if (!creationsOf(actor, tenant).includes("user")) notTheirs();
  const t = await getTranslations("userImport");
  const words = importFormWords(await getTranslations("userImport.form"), await getTranslations("common"), "submit");
  const { id, language } = tenant;
  return (
    <>
      <PageHeader title={t("title")} description={t("lead", { tenant: tenant.name, max: IMPORT_MAX_ROWS })} />
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <Card>
          <ImportForm action={checkImportAction} tenantId={id} words={words} />
        </Card>
        <ImportGuide tenant={{ id, language }} grantable={grantableRoles(actor, tenant)} />
      </div>
    </>
  );
}
