import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountCard } from "@/components/account/account-card";
import { NotificationsForm } from "@/components/account/notifications-form";
import { ProfileForm } from "@/components/account/profile-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { readOwnProfile } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { NOTIFICATIONS_ID } from "@/lib/outbox/model";
import { timeZones as allTimeZones } from "@/lib/time-zone/names";
import { submitCancelEmail, submitNotifications, submitProfile, submitResendEmail } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function ProfilePage({ searchParams }: PageProps<"/account">) {
  const actor = await requireActor();
  const { notice } = await searchParams;
  const { person, notifications, pendingEmail, versions } = await readOwnProfile(actor);
  const t = await getTranslations("account.profile");
  const words = await getTranslations("notifications");
  const notificationsLead = actor.roles.management_portal ? t("notificationsLead") : words("withoutRole");
  const timeZones = { zones: allTimeZones(), inherited: t("companyTimeZone", { zone: actor.companyTimeZone }) };
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead")} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Card>
            <ProfileForm action={submitProfile} person={person} timeZones={timeZones} version={versions.profile} />
          </Card>
          <Card id={NOTIFICATIONS_ID} title={words("title")} description={notificationsLead}>
            <NotificationsForm action={submitNotifications} on={notifications} version={versions.notifications} />
          </Card>
        </div>
        <AccountCard
          person={actor}
          pendingEmail={pendingEmail}
          notice={notice}
          changeEmailHref="/account/email"
          actions={{ sendAgain: submitResendEmail, cancel: submitCancelEmail }}
        />
      </div>
    </div>
  );
}
