import { notFound } from "next/navigation";
import { mailDocumentResponse } from "@/lib/email/mail-document";
import { readMailboxMessage } from "@/lib/email/mailbox";
import { requireMailbox } from "../../guard";

/** The HTML of an email, for the sandboxed frame on its page. */
export async function GET(_request: Request, { params }: RouteContext<"/mailbox/[id]/html">): Promise<Response> {
  await requireMailbox();
  const message = await readMailboxMessage((await params).id);
  if (!message || message.html === null) notFound();
  return mailDocumentResponse(message.html);
}
