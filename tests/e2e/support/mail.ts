import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";

const POLL_MS = 200;

export type ReceivedEmail = {
  subject: string;
  text: string;
  html: string;
  receivedAt: Date;
  /** The link to activate or to reset with; "" when the email has none. */
  link: string;
};

/** Every email to an address in the local mailbox of an installation, oldest first. */
export async function emailsTo(address: string, dataDir: string): Promise<ReceivedEmail[]> {
  const folder = join(dataDir, "mailbox");
  const emails: ReceivedEmail[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".eml"))) {
    const path = join(folder, name);
    const email = await PostalMime.parse(readFileSync(path));
    if (!email.to?.some((to) => to.address?.toLowerCase() === address.toLowerCase())) continue;
    const text = email.text ?? "";
    const link = /https?:\/\/\S+\/(?:activate|reset-password|confirm-email)\/[^\s>)\]]+/.exec(text)?.[0] ?? "";
    emails.push({ subject: email.subject ?? "", text, html: email.html ?? "", receivedAt: statSync(path).mtime, link });
  }
  return emails.sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
}

/**
 * Waits for the newest email to an address.
 * @param options.count how many there must be by now, so that an older one is not taken for the expected one.
 * @param options.subject how its subject begins; others are neither counted nor returned.
 */
export async function newestEmail(
  address: string,
  options: { dataDir: string; count?: number; subject?: string; timeoutMs?: number },
): Promise<ReceivedEmail> {
  const { count = 1, subject = "", timeoutMs = 60_000, dataDir } = options;
  const until = Date.now() + timeoutMs;
  for (;;) {
    const all = await emailsTo(address, dataDir).catch(() => []);
    const emails = all.filter((email) => email.subject.startsWith(subject));
    const newest = emails.at(-1);
    if (newest && emails.length >= count) return newest;
    if (Date.now() > until) throw new Error(`${emails.length} of ${count} emails "${subject}" came to ${address}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
