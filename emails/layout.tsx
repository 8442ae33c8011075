import { Body, Container, Head, Heading, Html, Link, Preview, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import type { EmailBrand } from "./brand";
import { ActionButton, AddressFact, BrandLine, MoreLink, Paragraph } from "./parts";
import { headCss, linkColor, styles } from "./styles";

type EmailLayoutProps = {
  language: string;
  /** The line that mail programs show beside the subject. */
  preview: string;
  brand: EmailBrand;
  title: string;
  /** The one thing to do: the button, and the line that says what to do where it does not work, with the address below. */
  action: { label: string; url: string; linkLabel: string };
  /** What is said of the button, right below it. */
  note?: string;
  /** What else is in the card, at its end. */
  end?: ReactNode;
  /** Why the user gets this, and who to ask: one paragraph each, below the card. */
  footer: readonly string[];
  /** Where emails like this one can be turned off. */
  manage?: { label: string; url: string };
  children: ReactNode;
};

/** What every email has around its own words. Tables and inline styles; nothing is loaded but the logo of a brand that has one. */
export function EmailLayout(props: EmailLayoutProps) {
  const { language, preview, brand, title, action, note, end, footer, manage, children } = props;
  const { accent, support } = brand;
  return (
    <Html lang={language}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{title}</title>
        <style>{headCss(accent)}</style>
      </Head>
      <Body className="e-page" style={styles.page}>
        <Preview>{preview}</Preview>
        <Section className="e-page" style={{ backgroundColor: styles.page.backgroundColor }}>
          <Section className="e-outer" style={{ padding: "0 16px" }}>
            <Container style={styles.container}>
              <BrandLine brand={brand} />
              <Section className="e-card" style={styles.card}>
                <Heading as="h1" className="e-text" style={styles.title}>
                  {title}
                </Heading>
                {children}
                <ActionButton accent={accent} label={action.label} url={action.url} />
                {note && <Paragraph>{note}</Paragraph>}
                <AddressFact accent={accent} label={action.linkLabel} url={action.url} skipInText />
                {end}
              </Section>
              <Section style={styles.footer}>
                {footer.map((paragraph) => (
                  <Text key={paragraph} className="e-muted" style={styles.footerText}>
                    {paragraph}
                  </Text>
                ))}
                {manage && <MoreLink accent={accent} {...manage} small />}
                {support && (
                  <>
                    <Text className="e-muted text-label" style={{ ...styles.footerText, margin: 0 }}>
                      {support.label}
                    </Text>
                    <Text className="text-value" style={styles.footerText}>
                      <Link href={support.href} className="e-link" style={{ ...styles.link, ...linkColor(accent) }}>
                        {support.text}
                      </Link>
                    </Text>
                  </>
                )}
              </Section>
            </Container>
          </Section>
        </Section>
      </Body>
    </Html>
  );
}
