import type { FormValues } from "@/lib/form/version";
import { NOTIFICATIONS, type Notification, type Roles } from "@/lib/vocabulary";
import type { NotificationsInput } from "./schema";

/*
 * What each form about a user shows of them, by the names of its fields: what its version is made from, and what an
 * edit conflict shows of the other user's changes.
 */

type General = { email: string; firstName: string | null; lastName: string | null; language: string };

/** `pendingEmail` is no field: an address requested since must not be overruled unseen. */
export function generalValues({ email, firstName, lastName, language }: General, pendingEmail?: string): FormValues {
  return { email, pendingEmail: pendingEmail ?? "", firstName: firstName ?? "", lastName: lastName ?? "", language };
}

/** One's own names, language and time zone in "My account". */
export function profileValues(user: Omit<General, "email"> & { timeZone: string | null }): FormValues {
  const { firstName, lastName, language, timeZone } = user;
  return { firstName: firstName ?? "", lastName: lastName ?? "", language, timeZone: timeZone ?? "" };
}

export function rolesValues(roles: Roles): FormValues {
  return { portalRole: roles.management_portal ?? "none", backupRole: roles.backup ?? "none" };
}

/** As checkboxes post themselves. */
export function settingsValues(notifications: readonly Notification[]): FormValues {
  return Object.fromEntries(NOTIFICATIONS.map((name) => [name, notifications.includes(name) ? "on" : ""]));
}

/** Each notification, on or off. */
export function onOff(notifications: readonly Notification[]): NotificationsInput {
  const on = (name: Notification) => notifications.includes(name);
  return { quota: on("quota"), reports: on("reports"), daily_recap: on("daily_recap") };
}
