import type { Transaction } from "@/db";
import { endSessionsOf } from "@/lib/auth/sessions";
import { endLinks } from "@/lib/auth/tokens";
import { forgetTrustedBrowsers } from "@/lib/auth/trusted-browsers";

/**
 * Ends what a user could still come in by: sessions, sign-ins under way, links in emails, trust in browsers. Mail that waits in the outbox stays
 * there for the delivery to refuse, which looks at the user's state.
 */
export async function shutOut(tx: Transaction, userId: number): Promise<void> {
  await endLinks(tx, userId, "all");
  await endSessionsOf(tx, userId, "user_disabled");
  await forgetTrustedBrowsers(tx, userId);
}
