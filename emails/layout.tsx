import { Body, Container, Head, Heading, Html, Link, Preview, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import type { EmailBrand } from "./brand";
import { headCss, linkColour, styles } from "./styles";

type EmailLayoutProps = {
  language: string;
  /** The line that mail programs show beside the subject. */
  preview: string;
  brand: EmailBrand;
  title: string;
  /** Why the person gets this, and whom to ask: one paragraph each, below the card. */
  footer: readonly string[];
  children: ReactNode;
};

/** What every email of the product has around its own words. Tables and inline styles; nothing is loaded from outside. */
export function EmailLayout({ language, preview, brand, title, footer, children }: EmailLayoutProps) {
  const { productName, accent, support } = brand;
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
              <Text className="e-text" style={styles.brand}>
                {productName}
              </Text>
              <Section className="e-card" style={styles.card}>
                <Heading as="h1" className="e-text" style={styles.title}>
                  {title}
                </Heading>
                {children}
              </Section>
              <Section style={styles.footer}>
                {footer.map((paragraph) => (
                  <Text key={paragraph} className="e-muted" style={styles.footerText}>
                    {paragraph}
                  </Text>
                ))}
                {support && (
                  <>
                    <Text className="e-muted text-label" style={{ ...styles.footerText, margin: 0 }}>
                      {support.label}
                    </Text>
                    <Text className="text-value" style={styles.footerText}>
                      <Link href={support.href} className="e-link" style={{ ...styles.link, ...linkColour(accent) }}>
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
