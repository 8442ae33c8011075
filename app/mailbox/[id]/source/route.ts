import { notFound } from "next/navigation";
import { readMailboxSource } from "@/lib/email/mailbox";
import { requireMailbox } from "../../guard";

/** An email as the file that any mail program opens. */
export async function GET(_request: Request, { params }: RouteContext<"/mailbox/[id]/source">): Promise<Response> {
  await requireMailbox();
  const { id } = await params;
  const source = await readMailboxSource(id);
  if (!source) notFound();
  return new Response(new Uint8Array(source), {
    headers: {
      "Content-Type": "message/rfc822",
      "Content-Disposition": `attachment; filename="${id.replace(/[^\w.-]/g, "_")}.eml"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}
