import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { endSessionsOf } from "@/lib/auth/sessions";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { ownAccount } from "./own-account";

/** J9, "Sign out everywhere": ends all sessions of the person, this one and sign-ins under way included, and all trust in browsers. */
export async function signOutEverywhere(actor: Actor): Promise<void> {
  await asActor(actor, async (tx) => {
    await forgetTrustedBrowsers(tx, actor.userId);
    await endSessionsOf(tx, actor.userId, "sign_out_everywhere");
    await audit(tx, auditActor(actor), "session.end_all", ownAccount(actor));
  });
}
