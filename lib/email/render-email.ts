import { createElement, type FunctionComponent } from "react";
import { createTranslator } from "use-intl/core";
import type { AccountLinkEmailProps } from "@/emails/account-link-email";
import { loadMessages, messageLanguage } from "@/lib/i18n/messages";
import type { Language } from "@/lib/i18n/schema";
import { defuseName } from "./defuse-name";
import { formatMoment } from "./format-moment";
import { quotaEmail } from "./quota-email";
import type { LinkTemplate, QuotaNotice, QuotaTemplate } from "./schema";

/** What every email says. Names are as stored; they are made harmless here. */
export type CommonFacts = {
  /** First and last name, or null for a neutral greeting. */
  name: string | null;
  login: string;
  tenantName: string;
  /** Whom the person may ask: their company, or the one above for those who run it. */
  contactName: string;
  actionUrl: string;
  loginPageUrl: string;
};

/** What an email with one link says. */
export type AccountLinkFacts = CommonFacts & { linkEndsAt: Date };

/** What a notice about a quota says. */
export type QuotaFacts = CommonFacts & { notice: QuotaNotice };

/** A template, the language it is to speak, and the facts it needs. */
export type RenderEmailInput = { language: Language } & (
  | { template: LinkTemplate; facts: AccountLinkFacts }
  | { template: QuotaTemplate; facts: QuotaFacts }
);

export type RenderedEmail = { subject: string; html: string; text: string };

type TemplateParts = {
  namespace: "activation" | "passwordReset";
  load: () => Promise<FunctionComponent<AccountLinkEmailProps>>;
};

const LINK_EMAILS: Record<LinkTemplate, TemplateParts> = {
  activation: {
    namespace: "activation",
    load: async () => (await import("@/emails/activation-email")).ActivationEmail,
  },
  password_reset: {
    namespace: "passwordReset",
    load: async () => (await import("@/emails/password-reset-email")).PasswordResetEmail,
  },
};

/** Renders an email in a person's language, as HTML and as plain text. */
export async function renderEmail(input: RenderEmailInput): Promise<RenderedEmail> {
  const language = messageLanguage(input.language);
  const { subject, element } = await ("notice" in input.facts
    ? quotaEmail(input.template as QuotaTemplate, language, input.facts)
    : linkEmail(input.template as LinkTemplate, language, input.facts));
  // Loaded on first use: the templates and their libraries take longer to load than the rest of a start.
  const { render, toPlainText } = await import("@react-email/render");
  const html = await render(element);
  return { subject, html, text: plainText(html, toPlainText) };
}

async function linkEmail(template: LinkTemplate, language: Language, facts: AccountLinkFacts) {
  const t = createTranslator({ locale: language, messages: loadMessages(language), timeZone: "UTC" });
  const { namespace, load } = LINK_EMAILS[template];
  const name = facts.name === null ? "" : defuseName(facts.name);
  const productName = t("common.productName");
  const tenantName = defuseName(facts.tenantName);

  const props: AccountLinkEmailProps = {
    language,
    productName,
    login: facts.login,
    actionUrl: facts.actionUrl,
    loginPageUrl: facts.loginPageUrl,
    text: {
      preview: t(`emails.${namespace}.preview`, { login: facts.login }),
      title: t(`emails.${namespace}.title`),
      greeting: name ? t("emails.greeting", { name }) : t("emails.greetingNeutral"),
      intro: t(`emails.${namespace}.intro`, { tenantName, productName }),
      loginLabel: t("emails.loginLabel"),
      button: t(`emails.${namespace}.button`),
      linkEnds: t("emails.linkEnds", { moment: formatMoment(facts.linkEndsAt, language) }),
      linkLabel: t("emails.linkLabel"),
      loginPageLabel: t("emails.loginPageLabel"),
      reason: t(`emails.${namespace}.reason`, { tenantName }),
      questions: t("emails.questions", { contactName: defuseName(facts.contactName) }),
    },
  };

  return { subject: t(`emails.${namespace}.subject`, { productName }), element: createElement(await load(), props) };
}

type ToPlainText = typeof import("@react-email/render").toPlainText;

// The part of html-to-text's builder used here; the package brings no types.
type TextElement = { attribs?: Record<string, string>; children: unknown };
type TextBuilder = {
  openBlock: (options: { leadingLineBreaks: number }) => void;
  closeBlock: (options: { trailingLineBreaks: number }) => void;
  addInline: (text: string, options?: { noWordTransform: boolean }) => void;
  addLineBreak: () => void;
};

/** "Activate account:" and the address on the line below, where html-to-text would put both on one line. */
function actionFormatter(
  element: TextElement,
  walk: (children: unknown, builder: TextBuilder) => void,
  builder: TextBuilder,
): void {
  builder.openBlock({ leadingLineBreaks: 2 });
  walk(element.children, builder);
  builder.addInline(":");
  builder.addLineBreak();
  builder.addInline(element.attribs?.href ?? "", { noWordTransform: true });
  builder.closeBlock({ trailingLineBreaks: 2 });
}

/** The plain text of an email: labels directly above their values, links bare on a line of their own. */
function plainText(html: string, toPlainText: ToPlainText): string {
  const block = (leadingLineBreaks: number, trailingLineBreaks: number) => ({
    format: "block",
    options: { leadingLineBreaks, trailingLineBreaks },
  });
  const text = toPlainText(html, {
    formatters: { action: actionFormatter },
    selectors: [
      { selector: "h1", format: "heading", options: { uppercase: false } },
      { selector: ".text-label", ...block(2, 1) },
      { selector: ".text-value", ...block(1, 2) },
      { selector: ".text-only", format: "inline" },
      { selector: ".text-action", format: "action" },
    ],
  });
  return `${text.replace(/\n{3,}/g, "\n\n").trim()}\n`;
}
