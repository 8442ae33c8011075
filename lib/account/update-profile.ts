import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { changesOf } from "@/lib/audit/model";
import { assertVersion } from "@/lib/form/version";
import { profileValues } from "@/lib/users/form-values";
import { changeUser } from "@/lib/users/lock-user";
import { lockOwnUser } from "./lock-own-user";
import { ownAccount } from "./own-account";
import type { ProfileInput } from "./schema";

/**
 * J9: changes one's own names, language and time zone. Saving what is there already changes nothing.
 * @param version what the form was opened on: an administrator may have changed the same meanwhile.
 * @throws AppError SIGNED_OUT when the account is gone, VERSION_CONFLICT. Nothing has changed then.
 */
export async function updateProfile(actor: Actor, version: string, input: ProfileInput): Promise<void> {
  await asActor(actor, async (tx) => {
    const user = await lockOwnUser(tx, actor);
    const { firstName, lastName, language, timeZone } = user;
    const wanted = { ...input, timeZone: input.timeZone === undefined ? timeZone : input.timeZone };
    const changes = changesOf({ firstName, lastName, language, timeZone }, wanted);
    if (Object.keys(changes).length === 0) return;
    assertVersion(version, user.version, profileValues(user));
    await changeUser(tx, user, wanted);
    await audit(tx, auditActor(actor), "user.update_profile", ownAccount(actor), changes);
  });
}
