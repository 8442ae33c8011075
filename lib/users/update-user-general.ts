import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { audit, auditActor } from "@/lib/audit/audit";
import { changesOf } from "@/lib/audit/model";
import { nameWithLogin } from "@/lib/display-name";
import { AppError } from "@/lib/errors";
import { assertVersion } from "@/lib/form/version";
import { countMailTo } from "./count-mail";
import { correctEmail, pendingEmailChange, requestEmailChange } from "./email-change";
import { generalValues } from "./form-values";
import { auditedUser, changeUser, lockUser } from "./lock-user";
import { namingHolder } from "./login-holder";
import type { UserGeneralInput } from "./schema";

/** The state of the address: unchanged, changed, or waiting until its owner confirms it. */
export type EmailOutcome = "unchanged" | "corrected" | "pending";

/**
 * J6, "General": email, names and language of a user. The address of an active account changes once a link that goes there
 * is opened; one that was never activated gets a fresh activation email at the new address instead. Saving what is there
 * already changes nothing.
 * @param version what the form was opened on.
 * @throws AppError NOT_FOUND, FORBIDDEN, USER_DELETED, VERSION_CONFLICT; OWN_EMAIL, USER_DISABLED, TENANT_DISABLED,
 *   EMAIL_IS_A_LOGIN, LOGIN_OF_DELETED_… (email), TOO_MANY_EMAILS. Nothing has changed then.
 */
export async function updateUserGeneral(
  actor: Actor,
  { tenantId, userId, version }: { tenantId: number; userId: number; version: string },
  { email, useEmailAsLogin, ...names }: UserGeneralInput,
): Promise<EmailOutcome> {
  await countMailTo(actor, "user.update_general", tenantId, userId, (user) => user.email !== email);
  const update = () =>
    asActor(actor, async (tx): Promise<EmailOutcome> => {
      const user = await lockUser(tx, actor, "user.update_general", tenantId, userId);
      if (user.deletedAt) throw new AppError("USER_DELETED");
      const { firstName, lastName, language } = user;
      const changes = changesOf({ firstName, lastName, language }, names);
      const emailChanges = email !== user.email;
      if (!emailChanges && Object.keys(changes).length === 0) return "unchanged";
      const pending = await pendingEmailChange(tx, user.id);
      assertVersion(version, user.version, generalValues(user, pending?.email));
      // Asks for the password, as it does for everything that could take the account away from its owner.
      if (emailChanges && user.id === actor.userId) throw new AppError("OWN_EMAIL", "email");

      const owner = { ...user, language: names.language };
      const wanted = { email, useEmailAsLogin };
      const corrected = emailChanges && !user.activatedAt ? await correctEmail(tx, owner, wanted) : undefined;
      await changeUser(tx, user, names);
      const details = { ...corrected, ...changes };
      if (Object.keys(details).length > 0) {
        await audit(tx, auditActor(actor), "user.update_general", auditedUser(user), details);
      }
      if (!emailChanges || corrected) return corrected ? "corrected" : "unchanged";
      await requestEmailChange(tx, auditActor(actor), owner, wanted, nameWithLogin(actor, owner.language));
      return "pending";
    });
  return namingHolder(actor, email, update);
}
