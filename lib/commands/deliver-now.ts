import { setTimeout as pause } from "node:timers/promises";
import { asSystem } from "@/db";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { formatDeliveryError } from "@/lib/email/model";
import { latestEmailOf } from "@/lib/email/queries";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Session } from "./command";

/** The longest wait for a full outbox or a busy mail server. */
const DELIVERY_LIMIT_MS = 20_000;
/** The portal's own delivery may be sending the email at this very moment. */
const LOOK_AGAIN_MS = 200;

/**
 * Tries to send what a command put into the outbox. What can't be sent stays there, and the running portal sends it.
 * @param email what the line calls it, such as "activation email", and to whom its newest email was written.
 * @returns how far it came, as a line to print.
 */
export async function deliverNow(
  email: { name: string; user: { id: number; tenantId: number }; address: string },
  session: Session,
): Promise<string> {
  const signal = AbortSignal.any([session.signal, AbortSignal.timeout(DELIVERY_LIMIT_MS)]);
  const latest = await tryToSend(email.user, signal);
  const what = `The ${email.name} to ${email.address}`;
  if (latest?.status === "failed") {
    const reason = latest.error ? formatDeliveryError(latest.error) : "unknown reason";
    return `${what} could not be sent: ${reason}`;
  }
  if (latest?.waitsUntil) {
    const day = latest.waitsUntil.toISOString().slice(0, 10);
    return `${what} waits until ${day} (UTC), because the daily limit is used up. Backstay will send it then.`;
  }
  if (latest?.status !== "sent" && latest?.status !== "delivered")
    return `${what} is in the outbox. Backstay will send it while it's running.`;
  const { EMAIL_TRANSPORT, APP_URL } = env();
  return EMAIL_TRANSPORT === "mailbox" ? `${what} is in the mailbox: ${APP_URL}/mailbox` : `${what} has been sent.`;
}

async function tryToSend(user: { id: number; tenantId: number }, signal: AbortSignal) {
  for (;;) {
    await deliverDueEmails({ signal }).catch((error: unknown) => log.error({ err: error }, "email delivery failed"));
    const email = await asSystem("command", (tx) => latestEmailOf(tx, user));
    const onItsWay = email?.status === "sending" || (email?.status === "queued" && !email.error && !email.waitsUntil);
    if (!onItsWay || signal.aborted) return email;
    await pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}
