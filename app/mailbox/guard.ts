import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { mailboxIsOpen } from "@/lib/email/mailbox";

/** Answers "not found" unless this installation has a local mailbox and the request names this machine. */
export async function requireMailbox(): Promise<void> {
  if (!mailboxIsOpen((await headers()).get("host"))) notFound();
}
