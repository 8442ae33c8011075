import { Button, Heading, Img, Link, Section, Text } from "@react-email/components";
import type { ReactNode } from "react";
import type { EmailAccent, EmailBrand } from "./brand";
import { buttonColors, linkColor, styles } from "./styles";

/**
 * Whose email it is: the logo where the brand has one, else the name. The plate under the logo is white in dark mail programs too;
 * those that turn colors by themselves leave a gradient alone. A logo that isn't loaded leaves the name.
 */
export function BrandLine({ brand: { productName, logo } }: { brand: EmailBrand }) {
  const name = (
    <Text className="e-text" style={styles.brandName}>
      {productName}
    </Text>
  );
  if (!logo) return <Section style={styles.brand}>{name}</Section>;
  const { src, width, height, alone } = logo;
  return (
    <Section style={styles.brand}>
      <table role="presentation" cellPadding={0} cellSpacing={0} border={0}>
        <tbody>
          <tr>
            <td style={styles.logoPlate}>
              <Img src={src} width={width} height={height} alt={alone ? productName : ""} style={styles.logo} />
            </td>
            {!alone && <td style={styles.besideLogo}>{name}</td>}
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

/** A paragraph. */
export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="e-text" style={styles.text}>
      {children}
    </Text>
  );
}

/** The login under its label. It links to the login page so that no mail program links it to somewhere else. */
export function LoginFact({ label, login, loginPageUrl }: { label: string; login: string; loginPageUrl: string }) {
  return (
    <>
      <Text className="e-muted text-label" style={styles.factLabel}>
        {label}
      </Text>
      <Text className="e-text text-value" style={styles.factValue}>
        <Link href={loginPageUrl} className="e-text text-only" style={styles.loginLink}>
          {login}
        </Link>
      </Text>
    </>
  );
}

/** A figure or a date under its label. */
export function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <Text className="e-muted text-label" style={styles.factLabel}>
        {label}
      </Text>
      <Text className="e-text text-value" style={styles.factValue}>
        {value}
      </Text>
    </>
  );
}

/** A heading within the card. */
export function SectionTitle({ children }: { children: ReactNode }) {
  return (
    <Heading as="h2" className="e-text e-rule" style={styles.sectionTitle}>
      {children}
    </Heading>
  );
}

type MoreLinkProps = { label: string; url: string; accent: EmailAccent; small?: boolean };

/** Where there is more than an email holds. */
export function MoreLink({ label, url, accent, small }: MoreLinkProps) {
  return (
    <Text style={small ? styles.footerText : styles.text}>
      <Link href={url} className="e-link text-action" style={{ ...styles.link, ...linkColor(accent) }}>
        {label}
      </Link>
    </Text>
  );
}

type ActionButtonProps = { label: string; url: string; accent: EmailAccent };

/** The one thing to do. */
export function ActionButton({ label, url, accent }: ActionButtonProps) {
  return (
    <Section style={styles.buttonRow}>
      <Button href={url} className="e-button text-action" style={{ ...styles.button, ...buttonColors(accent) }}>
        {label}
      </Button>
    </Section>
  );
}

type AddressFactProps = { label: string; url: string; accent: EmailAccent; skipInText?: boolean };

/** An address to read, copy or keep, under the line that says what it is. */
export function AddressFact({ label, url, accent, skipInText }: AddressFactProps) {
  return (
    <div data-skip-in-text={skipInText ? "true" : undefined}>
      <Text className="e-muted text-label" style={styles.small}>
        {label}
      </Text>
      <Text className="text-value" style={styles.address}>
        <Link href={url} className="e-link" style={{ ...styles.link, ...linkColor(accent) }}>
          {url}
        </Link>
      </Text>
    </div>
  );
}
