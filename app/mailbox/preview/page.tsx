import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailboxPanes } from "@/components/mailbox/mailbox-panes";
import { PreviewList } from "@/components/mailbox/preview-list";
import { PreviewPane } from "@/components/mailbox/preview-pane";
import { providerBrand } from "@/lib/brand/queries";
import { PREVIEW_SCHEMES, PREVIEW_VIEWS, PREVIEW_WIDTHS, type PreviewChoice } from "@/lib/email/model";
import { PREVIEW_NAMES, previewEmail, previewName } from "@/lib/email/preview-email";
import { languageSchema } from "@/lib/fields/language";
import { requireMailbox } from "../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailbox.preview"))("title") };
}

/** Every email of the product with made-up facts, for anyone who changes its words or looks. */
export default async function MailboxPreview({ searchParams }: PageProps<"/mailbox/preview">) {
  await requireMailbox();
  const query = await searchParams;
  const email = previewName(typeof query.email === "string" ? query.email : null);
  const choice: PreviewChoice = {
    email: email ?? "activation",
    language: languageSchema.catch("en").parse(query.language),
    view: PREVIEW_VIEWS.find((view) => view === query.view) ?? "html",
    width: PREVIEW_WIDTHS.find((width) => width === query.width) ?? "600",
    scheme: PREVIEW_SCHEMES.find((scheme) => scheme === query.scheme) ?? "light",
  };
  const { subject, text } = await previewEmail(email ?? "activation", choice.language, await providerBrand());
  return (
    <MailboxPanes open={email !== undefined} list={<PreviewList names={PREVIEW_NAMES} choice={choice} />}>
      <PreviewPane choice={choice} subject={subject} text={text} />
    </MailboxPanes>
  );
}
