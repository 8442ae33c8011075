import { getTranslations } from "next-intl/server";
import { SubNav } from "@/components/ui/tab-nav";

export default async function SettingsLayout({ children, params }: LayoutProps<"/portal/[tenantId]/settings">) {
  const t = await getTranslations("settings");
  const base = `/portal/${(await params).tenantId}/settings`;
  return (
    <div className="grid gap-5 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-8">
      <SubNav
        label={t("sections")}
        tabs={(["general", "quota", "security"] as const).map((section) => ({
          href: `${base}/${section}`,
          label: t(`tabs.${section}`),
        }))}
      />
      <div className="flex min-w-0 max-w-4xl flex-col gap-5">{children}</div>
    </div>
  );
}
