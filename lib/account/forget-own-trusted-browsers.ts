import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { ownAccount } from "./own-account";

/** J9, "Forget trusted browsers": the next sign-in asks for a code everywhere. Without a trusted browser nothing changes. */
export async function forgetOwnTrustedBrowsers(actor: Actor): Promise<void> {
  await asActor(actor, async (tx) => {
    const browsers = await forgetTrustedBrowsers(tx, actor.userId);
    if (browsers > 0)
      await audit(tx, auditActor(actor), "user.forget_trusted_browsers", ownAccount(actor), { browsers });
  });
}
