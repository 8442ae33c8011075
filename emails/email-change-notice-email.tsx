import type { EmailBrand } from "./brand";
import { EmailLayout } from "./layout";
import { LoginFact, Paragraph } from "./parts";

/** Texts and facts, ready to show: translated, names made harmless. */
export type EmailChangeNoticeEmailProps = {
  language: string;
  brand: EmailBrand;
  login: string;
  newEmail: string;
  /** Where the user can stop the change. */
  actionUrl: string;
  loginPageUrl: string;
  text: {
    preview: string;
    title: string;
    greeting: string;
    intro: string;
    loginLabel: string;
    newEmailLabel: string;
    untilThen: string;
    notRight: string;
    button: string;
    linkLabel: string;
    reason: string;
    questions: string;
  };
};

/** To the current address, when another one is requested: who wants what, and what to do if that is wrong. */
export function EmailChangeNoticeEmail({
  language,
  brand,
  login,
  newEmail,
  actionUrl,
  loginPageUrl,
  text,
}: EmailChangeNoticeEmailProps) {
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
      <LoginFact label={text.newEmailLabel} login={newEmail} loginPageUrl={loginPageUrl} />
      <Paragraph>{text.untilThen}</Paragraph>
      <Paragraph>{text.notRight}</Paragraph>
    </EmailLayout>
  );
}
