import type { Transaction } from "@/db";
import { endSessionsOf } from "@/lib/auth/sessions";
import { endLinks } from "@/lib/auth/tokens";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";

/**
 * Ends every way in that a user still has: sessions, sign-ins in progress, links in emails, trust in browsers. Email
 * that waits in the outbox stays there; the delivery checks the user's status and refuses it.
 */
export async function shutOut(tx: Transaction, userId: number): Promise<void> {
  await endLinks(tx, userId, "all");
  await endSessionsOf(tx, userId, "user_disabled");
  await forgetTrustedBrowsers(tx, userId);
}
