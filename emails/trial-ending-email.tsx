import type { EmailBrand } from "./brand";
import { EmailLayout } from "./layout";
import { Paragraph } from "./parts";

/** Texts, ready to show: translated, names made harmless. */
export type TrialEndingEmailProps = {
  language: string;
  brand: EmailBrand;
  /** The customer's page in the Management Portal. */
  actionUrl: string;
  text: {
    preview: string;
    title: string;
    greeting: string;
    intro: string;
    after: string;
    ask: string;
    button: string;
    linkLabel: string;
    reason: string;
    questions: string;
  };
};

/** Some days before a customer's trial turns into production, to those who run it and those above. */
export function TrialEndingEmail({ language, brand, actionUrl, text }: TrialEndingEmailProps) {
  return (
    <EmailLayout
      language={language}
      preview={text.preview}
      brand={brand}
      title={text.title}
      action={{ label: text.button, url: actionUrl, linkLabel: text.linkLabel }}
      note={text.ask}
      footer={[text.reason, text.questions]}
    >
      <Paragraph>{text.greeting}</Paragraph>
      <Paragraph>{text.intro}</Paragraph>
      <Paragraph>{text.after}</Paragraph>
    </EmailLayout>
  );
}
