import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { ShareBar, type ShareTone } from "@/components/ui/share-bar";
import { TextLink } from "@/components/ui/text-link";
import { COUNTED_TO, isWhole } from "@/lib/list/counting";
import { COUNTED_STATUSES, type CountedStatus, type Overview } from "@/lib/overview/model";

const TONES: Record<CountedStatus, ShareTone> = { active: "success", not_activated: "warning", disabled: "neutral" };

type UsersCardProps = { tenant: { id: number; name: string }; users: Overview["users"] };

/** The users of a tenant by status, and how many of them still have to activate their account. */
export function UsersCard({ tenant, users }: UsersCardProps) {
  const t = useTranslations("overview.users");
  const overview = useTranslations("overview");
  const userWords = useTranslations("users");
  const statuses = useTranslations("statuses");
  const format = useFormatter();
  const list = `/portal/${tenant.id}/users`;
  const waiting = users.not_activated;
  return (
    <Card
      title={userWords("title")}
      description={t("description", { tenant: tenant.name })}
      actions={<TextLink href={list}>{t("all")}</TextLink>}
    >
      <div className="flex flex-col gap-4">
        <ShareBar
          label={overview("byStatus")}
          shares={COUNTED_STATUSES.map((status) => ({
            key: status,
            label: statuses(status),
            value: users[status],
            text: users[status] < COUNTED_TO ? format.number(users[status]) : `${format.number(COUNTED_TO - 1)}+`,
            tone: TONES[status],
            href: `${list}?status=${status}`,
          }))}
          picture={isWhole(Object.values(users))}
        />
        {waiting === 0 ? (
          <p className="text-muted text-sm">{t("nobodyWaits")}</p>
        ) : (
          <p>
            <TextLink href={`${list}?status=not_activated`}>{t("waiting", { count: waiting })}</TextLink>
          </p>
        )}
      </div>
    </Card>
  );
}
