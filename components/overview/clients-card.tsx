import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { ShareBar } from "@/components/ui/share-bar";
import { TextLink } from "@/components/ui/text-link";
import type { Overview } from "@/lib/overview/model";

type ClientsCardProps = {
  tenant: { id: number; name: string };
  /** What those directly below are called here. */
  look: "clients" | "units";
  clients: Overview["clients"];
};

/** The clients directly below a tenant, by status and for customers by mode. */
export function ClientsCard({ tenant, look, clients: { byStatus, byMode } }: ClientsCardProps) {
  const t = useTranslations("overview.clients");
  const overview = useTranslations("overview");
  const clientWords = useTranslations("clients");
  const statuses = useTranslations("statuses");
  const modeNames = useTranslations("tenants.modes");
  const format = useFormatter();
  const list = `/portal/${tenant.id}/clients`;
  const { active, disabled, deleted } = byStatus;
  const modes = look === "clients" && byMode.production + byMode.trial > 0;
  const tones = { active: "success", disabled: "neutral", production: "accent", trial: "warning" } as const;
  return (
    <Card
      title={clientWords(`title.${look}`)}
      description={clientWords(`description.${look}`, { tenant: tenant.name })}
      actions={<TextLink href={list}>{t(`all.${look}`, { count: active + disabled })}</TextLink>}
    >
      <div className="flex flex-col gap-5">
        <ShareBar
          label={overview("byStatus")}
          shares={(["active", "disabled"] as const).map((status) => ({
            key: status,
            label: statuses(status),
            value: byStatus[status],
            text: format.number(byStatus[status]),
            tone: tones[status],
            href: `${list}?status=${status}`,
          }))}
          picture={active + disabled > 0}
        />
        {modes && (
          <ShareBar
            label={t("byMode")}
            shares={(["production", "trial"] as const).map((mode) => ({
              key: mode,
              label: modeNames(mode),
              value: byMode[mode],
              text: format.number(byMode[mode]),
              tone: tones[mode],
              href: `${list}?mode=${mode}`,
            }))}
          />
        )}
        {deleted > 0 && (
          <p className="text-sm">
            <TextLink href={`${list}?status=deleted`}>{t(`deleted.${look}`, { count: deleted })}</TextLink>
          </p>
        )}
      </div>
    </Card>
  );
}
