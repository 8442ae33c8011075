import { Hr } from "@react-email/components";
import type { EmailBrand } from "./brand";
import { EmailLayout } from "./layout";
import { AddressFact, LoginFact, Paragraph } from "./parts";
import { styles } from "./styles";

/** Texts and facts of an email with one link, ready to show: translated, formatted, names made harmless. */
export type AccountLinkEmailProps = {
  language: string;
  brand: EmailBrand;
  login: string;
  actionUrl: string;
  loginPageUrl: string;
  text: {
    preview: string;
    title: string;
    greeting: string;
    intro: string;
    /** Of a link that took the place of an earlier one. */
    replaces: string | null;
    loginLabel: string;
    button: string;
    linkEnds: string;
    linkLabel: string;
    loginPageLabel: string;
    reason: string;
    questions: string;
  };
};

/** The shape that activation and password reset share: who, what to do, until when, and where to sign in later. */
export function AccountLinkEmail({ language, brand, login, actionUrl, loginPageUrl, text }: AccountLinkEmailProps) {
  return (
    <EmailLayout
      language={language}
      preview={text.preview}
      brand={brand}
      title={text.title}
      action={{ label: text.button, url: actionUrl, linkLabel: text.linkLabel }}
      note={text.linkEnds}
      end={
        <>
          <Hr className="e-rule" style={styles.rule} data-skip-in-text="true" />
          <AddressFact accent={brand.accent} label={text.loginPageLabel} url={loginPageUrl} />
        </>
      }
      footer={[text.reason, text.questions]}
    >
      <Paragraph>{text.greeting}</Paragraph>
      <Paragraph>{text.intro}</Paragraph>
      {text.replaces && <Paragraph>{text.replaces}</Paragraph>}
      <LoginFact label={text.loginLabel} login={login} loginPageUrl={loginPageUrl} />
    </EmailLayout>
  );
}
