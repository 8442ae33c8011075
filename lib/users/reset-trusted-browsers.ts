import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { auditedUser, lockUser } from "./lock-user";
import { assertMayChange } from "./policy";

/**
 * "Reset trusted browsers": the user's next sign-in asks for a code in every browser. Without a trusted one nothing changes.
 * @throws AppError NOT_FOUND, FORBIDDEN, SELF (one's own stand in "My account"). Nothing has changed then.
 */
export async function resetTrustedBrowsers(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const user = await lockUser(tx, actor, "user.reset_trusted_browsers", tenantId, userId);
    const browsers = await forgetTrustedBrowsers(tx, user.id);
    if (browsers === 0) return;
    await audit(tx, auditActor(actor), "user.reset_trusted_browsers", auditedUser(user), { browsers });
  });
}
