import type { EmailBrand } from "./brand";
import { EmailLayout } from "./layout";
import { Fact, LoginFact, Paragraph } from "./parts";

/**
 * Texts and facts of a notice about a user's own account, ready to show: translated, formatted, names made harmless.
 */
export type SecurityEmailProps = {
  language: string;
  brand: EmailBrand;
  login: string;
  actionUrl: string;
  loginPageUrl: string;
  /** When it happened, and from where. */
  facts: { label: string; value: string }[];
  text: {
    preview: string;
    title: string;
    greeting: string;
    intro: string;
    loginLabel: string;
    next: string;
    button: string;
    linkLabel: string;
    reason: string;
    questions: string;
  };
};

/** Something happened to the account: what, when, from where, and what to do if it was someone else. */
export function SecurityEmail({ language, brand, login, actionUrl, loginPageUrl, facts, text }: SecurityEmailProps) {
  return (
    <EmailLayout
      language={language}
      preview={text.preview}
      brand={brand}
      title={text.title}
      action={{ label: text.button, url: actionUrl, linkLabel: text.linkLabel }}
      footer={[text.reason, text.questions]}
    >
      <Paragraph>{text.greeting}</Paragraph>
      <Paragraph>{text.intro}</Paragraph>
      <LoginFact label={text.loginLabel} login={login} loginPageUrl={loginPageUrl} />
      {facts.map(({ label, value }) => (
        <Fact key={label} label={label} value={value} />
      ))}
      <Paragraph>{text.next}</Paragraph>
    </EmailLayout>
  );
}
