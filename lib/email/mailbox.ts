import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Address, type Email } from "postal-mime";
import { env, isLoopbackHost } from "@/lib/env";
import { shownAddress } from "@/lib/fields/email-address";
import { normalizeAddress } from "@/lib/http/client-address";
import type { MailboxMessage, MailboxPage } from "./model";
import { mailboxFolder } from "./transports/mailbox";

export const MAILBOX_PAGE_SIZE = 25;

type StoredEmail = { id: string; storedAt: Date };

/**
 * True when this installation has a local mailbox and the request names this machine and comes from it. Otherwise
 * another site could read it by pointing a name of its own at 127.0.0.1, and anyone could through a tunnel that
 * rewrites Host.
 * @param host the request's Host header
 * @param forwardedFor its X-Forwarded-For, which Next fills with the socket's address where no proxy did
 */
export function mailboxIsOpen(host: string | null, forwardedFor: string | null): boolean {
  if (env().EMAIL_TRANSPORT !== "mailbox" || host === null) return false;
  const fromHere = (forwardedFor ?? "").split(",").every((hop) => hop.trim() === "" || isLoopbackAddress(hop));
  return fromHere && isLoopbackHost(host.replace(/:\d*$/, ""));
}

function isLoopbackAddress(text: string): boolean {
  const address = normalizeAddress(text);
  return address === "::1" || address?.startsWith("127.") === true;
}

/** Every stored email, newest first. */
async function storedEmails(): Promise<StoredEmail[]> {
  const folder = mailboxFolder(env().DATA_DIR);
  const files = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const emails = files
    .filter((file) => file.isFile() && file.name.endsWith(".eml") && !file.name.startsWith("."))
    .map(async ({ name }) => {
      const info = await stat(join(folder, name)).catch(() => null);
      return info ? [{ id: name.slice(0, -".eml".length), storedAt: info.mtime }] : [];
    });
  return (await Promise.all(emails))
    .flat()
    .sort((a, b) => b.storedAt.getTime() - a.storedAt.getTime() || (a.id < b.id ? 1 : -1));
}

/** The source of a listed email. The id must be one that storedEmails() found: it becomes part of a path. */
function readStored(email: StoredEmail): Promise<Buffer> {
  return readFile(join(mailboxFolder(env().DATA_DIR), `${email.id}.eml`));
}

/** Looks an id from an address up in the listing; whatever is not listed does not exist. */
async function findStored(id: string): Promise<StoredEmail | null> {
  return (await storedEmails()).find((email) => email.id === id) ?? null;
}

function formatAddress({ name, address }: Address): string {
  const shown = address && shownAddress(address);
  return name && shown ? `${name} <${shown}>` : (shown ?? name);
}

function toMessage({ id, storedAt }: StoredEmail, email: Email): MailboxMessage {
  const date = email.date ? new Date(email.date) : storedAt;
  return {
    id,
    from: email.from ? formatAddress(email.from) : "",
    to: (email.to ?? []).map(formatAddress).join(", "),
    subject: email.subject ?? "",
    date: Number.isNaN(date.getTime()) ? storedAt : date,
    html: email.html ?? null,
    text: email.text ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
}

/** A file that was put there by hand and is no email shows as an empty one and can be downloaded. */
async function parseStored(email: StoredEmail): Promise<MailboxMessage> {
  const source = await readStored(email);
  const empty: Email = { headers: [], headerLines: [], attachments: [] };
  return toMessage(email, await PostalMime.parse(source).catch(() => empty));
}

/** A page of the mailbox, newest first. @param from id of the email the page begins with; else the newest */
export async function listMailbox(from?: string): Promise<MailboxPage> {
  const stored = await storedEmails();
  const start = Math.max(0, from ? stored.findIndex((email) => email.id === from) : 0);
  const page = stored.slice(start, start + MAILBOX_PAGE_SIZE);
  const messages = await Promise.all(page.map(parseStored));
  return {
    entries: messages.map(({ id, from: sender, to, subject, date }) => ({ id, from: sender, to, subject, date })),
    first: page.length === 0 ? 0 : start + 1,
    total: stored.length,
    newer: start === 0 ? null : (stored[Math.max(0, start - MAILBOX_PAGE_SIZE)]?.id ?? null),
    older: stored[start + MAILBOX_PAGE_SIZE]?.id ?? null,
  };
}

/** One email of the mailbox, or null when there is none with this id. */
export async function readMailboxMessage(id: string): Promise<MailboxMessage | null> {
  const email = await findStored(id);
  return email ? parseStored(email) : null;
}

/** An email as its .eml file has it, or null when there is none with this id. */
export async function readMailboxSource(id: string): Promise<Buffer | null> {
  const email = await findStored(id);
  return email ? readStored(email) : null;
}
