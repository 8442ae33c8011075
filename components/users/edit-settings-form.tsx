"use client";

import { EditButtons } from "@/components/form/edit-buttons";
import { EditConflict, FormVersion } from "@/components/form/edit-conflict";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import type { FormAction } from "@/lib/form/model";
import type { Notification } from "@/lib/vocabulary";
import { type EditedUser, EditedUserFields } from "./edited-user";
import { NotificationFields, useNotificationConflicts } from "./notification-fields";

const schema = () => import("@/lib/users/schema").then((schemas) => schemas.userSettingsFormSchema);

type EditSettingsFormProps = {
  action: FormAction;
  user: EditedUser & { notifications: readonly Notification[] };
  backHref: string;
};

/** J6, "Settings". */
export function EditSettingsForm({ action, user, backHref }: EditSettingsFormProps) {
  const form = useServerForm({ action, schema });
  const conflicts = useNotificationConflicts();
  return (
    <ServerForm form={form} className="flex flex-col gap-5">
      <EditConflict form={form} fields={conflicts} takeTheirsHref={backHref} />
      <EditedUserFields {...user} />
      <FormVersion form={form} version={user.version} />
      <NotificationFields form={form} on={user.notifications} />
      <EditButtons pending={form.pending} backHref={backHref} />
    </ServerForm>
  );
}
