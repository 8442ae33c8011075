import { Inbox, MailOpen } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailboxList } from "@/components/mailbox/mailbox-list";
import { MailboxPanes } from "@/components/mailbox/mailbox-panes";
import { EmptyState } from "@/components/ui/empty-state";
import { listMailbox } from "@/lib/email/mailbox";
import { requireMailbox } from "./guard";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mailbox");
  return { title: t("title") };
}

export default async function MailboxIndex({ searchParams }: PageProps<"/mailbox">) {
  await requireMailbox();
  const { from } = await searchParams;
  const first = typeof from === "string" ? from : undefined;
  const [page, t] = await Promise.all([listMailbox(first), getTranslations("mailbox")]);
  if (page.total === 0) {
    return (
      <div className="mx-auto w-full max-w-2xl px-4 py-10 sm:py-16">
        <EmptyState icon={<Inbox />} title={t("empty")}>
          <p>{t("emptyHint")}</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <MailboxPanes open={false} list={<MailboxList page={page} from={first} />}>
      <div className="m-6">
        <EmptyState icon={<MailOpen />} title={t("choose")}>
          <p>{t("chooseHint")}</p>
        </EmptyState>
      </div>
    </MailboxPanes>
  );
}
