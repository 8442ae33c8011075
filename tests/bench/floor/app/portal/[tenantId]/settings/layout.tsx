import { getTranslations } from "next-intl/server";
import { SubNav } from "@/components/ui/tab-nav";

const TITLES = { general: "settings.general", quota: "quotas.title", security: "settings.security.title" } as const;

export default async function SettingsLayout({ children, params }: LayoutProps<"/portal/[tenantId]/settings">) {
  const t = await getTranslations();
  const base = `/portal/${(await params).tenantId}/settings`;
  return (
    <div className="grid gap-5 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-8">
      <SubNav
        label={t("settings.title")}
        tabs={(["general", "quota", "security"] as const).map((section) => ({
          href: `${base}/${section}`,
          label: t(TITLES[section]),
        }))}
      />
      <div className="flex min-w-0 max-w-4xl flex-col gap-5">{children}</div>
    </div>
  );
}
