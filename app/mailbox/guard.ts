import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { mailboxIsOpen } from "@/lib/email/mailbox";

/** Answers "not found" unless this installation has a local mailbox and the request names and comes from this machine. */
export async function requireMailbox(): Promise<void> {
  const list = await headers();
  if (!mailboxIsOpen(list.get("host"), list.get("x-forwarded-for"))) notFound();
}
