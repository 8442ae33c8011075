import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MailboxList } from "@/components/mailbox/mailbox-list";
import { MailboxMessagePane } from "@/components/mailbox/mailbox-message";
import { MailboxPanes } from "@/components/mailbox/mailbox-panes";
import { listMailbox, readMailboxMessage } from "@/lib/email/mailbox";
import { MAILBOX_VIEWS } from "@/lib/email/model";
import { requireMailbox } from "../guard";

export async function generateMetadata({ params }: PageProps<"/mailbox/[id]">): Promise<Metadata> {
  await requireMailbox();
  const [{ id }, t] = await Promise.all([params, getTranslations("mailbox")]);
  const message = await readMailboxMessage(id);
  return { title: message?.subject || t("title") };
}

export default async function MailboxMessagePage({ params, searchParams }: PageProps<"/mailbox/[id]">) {
  await requireMailbox();
  const [{ id }, { from, view }] = await Promise.all([params, searchParams]);
  const first = typeof from === "string" ? from : undefined;
  const [message, page] = await Promise.all([readMailboxMessage(id), listMailbox(first)]);
  if (!message) notFound();
  const wanted = MAILBOX_VIEWS.find((name) => name === view) ?? (message.html === null ? "text" : "html");
  return (
    <MailboxPanes open list={<MailboxList page={page} from={first} current={id} />}>
      <MailboxMessagePane message={message} view={wanted} from={first} />
    </MailboxPanes>
  );
}
