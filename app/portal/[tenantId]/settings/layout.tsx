import { getTranslations } from "next-intl/server";
import { openTenant } from "@/app/open-tenant";
import { SubNav } from "@/components/ui/tab-nav";
import { type SettingsSection, settingsOf } from "@/lib/access/sections";

/** What each page is called. */
const TITLES = {
  general: "settings.general",
  quota: "quotas.title",
  security: "settings.security.title",
  "license-agreement": "agreement.title",
  branding: "branding.title",
} as const satisfies Record<SettingsSection, string>;

/** The pages of "Settings" beside each other. Each page finds the actor itself: a layout guards nothing. */
export default async function SettingsLayout({ children, params }: LayoutProps<"/portal/[tenantId]/settings">) {
  const { actor, tenant } = await openTenant("management_portal", params, "any");
  const t = await getTranslations();
  const base = `/portal/${tenant.id}/settings`;
  return (
    <div className="grid gap-5 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-8">
      <SubNav
        label={t("settings.title")}
        tabs={settingsOf(actor, tenant).map((section) => ({ href: `${base}/${section}`, label: t(TITLES[section]) }))}
      />
      <div className="flex min-w-0 max-w-4xl flex-col gap-5">{children}</div>
    </div>
  );
}
