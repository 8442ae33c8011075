"use client";

import { useTranslations } from "next-intl";
import type { ConflictField } from "@/components/form/edit-conflict";
import type { ServerFormApi } from "@/components/form/use-server-form";
import { Checkbox } from "@/components/ui/checkbox";
import { NOTIFICATIONS, type Notification } from "@/lib/vocabulary";

/** The notifications as checkboxes, on a user's page and in "My account". */
export function NotificationFields({ form, on }: { form: ServerFormApi; on: readonly Notification[] }) {
  const t = useTranslations("notifications");
  return (
    <div className="flex flex-col gap-3">
      {NOTIFICATIONS.map((name) => (
        <Checkbox key={name} {...form.checkbox(name, t(name), on.includes(name))} hint={t(`hints.${name}`)} />
      ))}
    </div>
  );
}

/** The same as rows of a conflict. */
export function useNotificationConflicts(): ConflictField[] {
  const t = useTranslations("notifications");
  const common = useTranslations("common");
  return NOTIFICATIONS.map((name) => ({
    name,
    label: t(name),
    show: (value) => common(value === "on" ? "on" : "off"),
  }));
}
