import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { changesOf } from "@/lib/audit/model";
import { assertVersion } from "@/lib/form/version";
import { onOff, settingsValues } from "@/lib/users/form-values";
import { changeUser } from "@/lib/users/lock-user";
import type { NotificationsInput } from "@/lib/users/schema";
import { NOTIFICATIONS } from "@/lib/vocabulary";
import { lockOwnUser } from "./lock-own-user";
import { ownAccount } from "./own-account";

/**
 * J9: which notifications one gets oneself. Saving what is there already changes nothing.
 * @param version what the form was opened on.
 * @throws AppError SIGNED_OUT when the account is gone, VERSION_CONFLICT. Nothing has changed then.
 */
export async function updateOwnNotifications(actor: Actor, version: string, input: NotificationsInput): Promise<void> {
  await asActor(actor, async (tx) => {
    const user = await lockOwnUser(tx, actor);
    const changes = changesOf(onOff(user.notifications), input);
    if (Object.keys(changes).length === 0) return;
    assertVersion(version, user.version, settingsValues(user.notifications));
    await changeUser(tx, user, { notifications: NOTIFICATIONS.filter((name) => input[name]) });
    await audit(tx, auditActor(actor), "user.update_settings", ownAccount(actor), changes);
  });
}
