import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { changesOf } from "@/lib/audit/model";
import { AppError } from "@/lib/errors";
import { assertVersion } from "@/lib/form/version";
import { NOTIFICATIONS } from "@/lib/vocabulary";
import { onOff, settingsValues } from "./form-values";
import { auditedUser, changeUser, lockUser } from "./lock-user";
import type { NotificationsInput } from "./schema";

/**
 * J6, "Settings": which notifications a user gets. Saving what is there already changes nothing.
 * @param version what the form was opened on.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED, VERSION_CONFLICT. Nothing has changed then.
 */
export async function updateUserSettings(
  actor: Actor,
  { tenantId, userId, version }: { tenantId: number; userId: number; version: string },
  input: NotificationsInput,
): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.update_settings", tenantId, userId);
    if (user.deletedAt) throw new AppError("USER_DELETED");
    const changes = changesOf(onOff(user.notifications), input);
    if (Object.keys(changes).length === 0) return;
    assertVersion(version, user.version, settingsValues(user.notifications));
    await changeUser(tx, user, { notifications: NOTIFICATIONS.filter((name) => input[name]) });
    await audit(tx, auditActor(actor), "user.update_settings", auditedUser(user), changes);
  });
}
