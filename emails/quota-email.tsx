import type { EmailBrand } from "./brand";
import { EmailLayout } from "./layout";
import { Fact, Paragraph } from "./parts";

/** Texts and figures of a notice about a quota, ready to show: translated, formatted, names made harmless. */
export type QuotaEmailProps = {
  language: string;
  brand: EmailBrand;
  actionUrl: string;
  manage: { label: string; url: string };
  facts: { label: string; value: string }[];
  text: {
    preview: string;
    title: string;
    greeting: string;
    intro: string;
    next: string;
    button: string;
    linkLabel: string;
    reason: string;
    questions: string;
  };
};

/** A quota is almost reached, reached or exceeded: the figures, as of when, and where to look. */
export function QuotaEmail({ language, brand, actionUrl, manage, facts, text }: QuotaEmailProps) {
  return (
    <EmailLayout
      language={language}
      preview={text.preview}
      brand={brand}
      title={text.title}
      action={{ label: text.button, url: actionUrl, linkLabel: text.linkLabel }}
      manage={manage}
      footer={[text.reason, text.questions]}
    >
      <Paragraph>{text.greeting}</Paragraph>
      <Paragraph>{text.intro}</Paragraph>
      {facts.map(({ label, value }) => (
        <Fact key={label} label={label} value={value} />
      ))}
      <Paragraph>{text.next}</Paragraph>
    </EmailLayout>
  );
}
