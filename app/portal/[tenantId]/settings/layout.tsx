import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { SubNav } from "@/components/ui/tab-nav";
import { settingsOf } from "@/lib/tenants/policy";

/** The pages of "Settings" beside each other. Each page asks for the actor itself: a layout guards nothing. */
export default async function SettingsLayout({ children, params }: LayoutProps<"/portal/[tenantId]/settings">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const t = await getTranslations("settings");
  const base = `/portal/${tenant.id}/settings`;
  return (
    <div className="grid gap-5 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-8">
      <SubNav
        label={t("sections")}
        tabs={settingsOf(actor, tenant).map((section) => ({ href: `${base}/${section}`, label: t(`tabs.${section}`) }))}
      />
      <div className="flex min-w-0 max-w-4xl flex-col gap-5">{children}</div>
    </div>
  );
}
