import type { ReactNode } from "react";
import { MailboxShell } from "@/components/mailbox/mailbox-shell";
import { requireMailbox } from "./guard";

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  await requireMailbox();
  return <MailboxShell>{children}</MailboxShell>;
}
