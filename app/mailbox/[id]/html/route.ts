import { notFound } from "next/navigation";
import { mailDocument, readMailboxMessage } from "@/lib/email/mailbox";
import { requireMailbox } from "../../guard";

// What somebody wrote into an email runs nothing, loads nothing and cannot act as this site; its links open beside it.
const CONTENT_SECURITY_POLICY = [
  "sandbox allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The HTML of an email, for the sandboxed frame on its page. */
export async function GET(_request: Request, { params }: RouteContext<"/mailbox/[id]/html">): Promise<Response> {
  await requireMailbox();
  const message = await readMailboxMessage((await params).id);
  if (!message || message.html === null) notFound();
  return new Response(mailDocument(message.html), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": CONTENT_SECURITY_POLICY,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "private, no-store",
    },
  });
}
