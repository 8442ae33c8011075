import type { EmailBrand } from "./brand";
import { EmailLayout } from "./layout";
import { Fact, MoreLink, Paragraph, SectionTitle } from "./parts";
import { type UsageRow, UsageTable } from "./usage-table";

/** What is below a heading: a table, a sentence, and where there is more. */
export type DigestSection = {
  title: string;
  table: { columns: string[]; rows: UsageRow[] } | null;
  text: string | null;
  links: { label: string; url: string }[];
};

/** Texts and figures, ready to show: translated, formatted, names made harmless. */
export type DigestEmailProps = {
  language: string;
  brand: EmailBrand;
  actionUrl: string;
  manage: { label: string; url: string };
  facts: { label: string; value: string }[];
  sections: DigestSection[];
  text: {
    preview: string;
    title: string;
    greeting: string;
    intro: string;
    button: string;
    linkLabel: string;
    reason: string;
    questions: string;
  };
};

/** The shape that the usage report and the daily recap share. */
export function DigestEmail({ language, brand, actionUrl, manage, facts, sections, text }: DigestEmailProps) {
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
      {sections.map((section) => (
        <Section key={section.title} accent={brand.accent} {...section} />
      ))}
    </EmailLayout>
  );
}

function Section({ title, table, text, links, accent }: DigestSection & { accent: EmailBrand["accent"] }) {
  return (
    <>
      <SectionTitle>{title}</SectionTitle>
      {table && <UsageTable accent={accent} {...table} />}
      {text && <Paragraph>{text}</Paragraph>}
      {links.map((link) => (
        <MoreLink key={link.url} accent={accent} {...link} />
      ))}
    </>
  );
}
