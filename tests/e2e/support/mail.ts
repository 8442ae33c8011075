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

/** Every email to an address in the local mailbox, oldest first. */
export async function emailsTo(address: string, dataDir = e2eDataDir()): Promise<ReceivedEmail[]> {
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
  options: { count?: number; subject?: string; timeoutMs?: number; dataDir?: string } = {},
): Promise<ReceivedEmail> {
  const { count = 1, subject = "", timeoutMs = 20_000, dataDir = e2eDataDir() } = options;
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

/** The folder of the server that the specs run against (playwright.config.ts). */
export function e2eDataDir(): string {
  const dataDir = process.env.BACKSTAY_E2E_DATA_DIR;
  if (!dataDir) throw new Error("BACKSTAY_E2E_DATA_DIR is set by playwright.config.ts");
  return dataDir;
}
