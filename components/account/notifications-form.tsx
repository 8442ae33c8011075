"use client";

import { useTranslations } from "next-intl";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { NotificationFields, useNotificationConflicts } from "@/components/users/notification-fields";
import type { FormAction } from "@/lib/form/model";
import type { Notification } from "@/lib/vocabulary";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.ownNotificationsFormSchema);

type NotificationsFormProps = { action: FormAction; on: readonly Notification[]; version: string };

/** Which emails one gets oneself. */
export function NotificationsForm({ action, on, version }: NotificationsFormProps) {
  const t = useTranslations("account.profile");
  const common = useTranslations("common");
  const form = useServerForm({ action, schema });
  const conflicts = useNotificationConflicts();
  return (
    <ServerForm form={form} success={t("notificationsSaved")}>
      <EditConflict form={form} fields={conflicts} takeTheirsHref="/account" />
      <FormVersion form={form} version={version} />
      <NotificationFields form={form} on={on} />
      <SubmitButton pending={form.pending} className="self-start">
        {common("save")}
      </SubmitButton>
    </ServerForm>
  );
}
