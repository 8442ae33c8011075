import type { Metadata } from "next";
import { getNow, getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Flash } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import { SessionsTable } from "@/components/users/sessions-table";
import { readOwnSessions } from "@/lib/account/queries";
import { requireActor } from "@/lib/auth/current-actor";
import { submitEndSession, submitSignOutEverywhere } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.sessions"))("title") };
}

export default async function SessionsPage({ searchParams }: PageProps<"/account/sessions">) {
  const actor = await requireActor();
  const { notice } = await searchParams;
  const sessions = await readOwnSessions(actor);
  const t = await getTranslations("account.sessions");
  const common = await getTranslations("common");
  const everywhere = (
    <ConfirmDialog
      trigger={t("signOutEverywhere")}
      title={t("everywhereTitle")}
      description={t("everywhereText")}
      cancelLabel={common("cancel")}
    >
      <ActionButton action={submitSignOutEverywhere} variant="danger">
        {t("signOutEverywhere")}
      </ActionButton>
    </ConfirmDialog>
  );
  return (
    <div className="flex max-w-5xl flex-col gap-5">
      <PageHeader title={t("title")} description={t("lead")} actions={everywhere} />
      {/* The same news twice in a row is news again. */}
      {notice === "signed-out" && <Flash key={sessions.length}>{t("signedOut")}</Flash>}
      <Card flush>
        <SessionsTable
          sessions={sessions}
          now={await getNow()}
          caption={t("caption")}
          end={{ action: submitEndSession, label: t("signOut") }}
        />
      </Card>
      <p className="text-muted text-sm">{t("strange")}</p>
    </div>
  );
}
