import { createElement, type FunctionComponent } from "react";
import { createTranslator } from "use-intl/core";
import type { AccountLinkEmailProps } from "@/emails/account-link-email";
import { loadMessages, messageLanguage } from "@/lib/i18n/messages";
import type { Language } from "@/lib/i18n/schema";
import { defuseName } from "./defuse-name";
import type { EmailTemplate } from "./schema";

/** What an email with one link says. Names are as stored; they are made harmless here. */
export type AccountLinkFacts = {
  /** First and last name, or null for a neutral greeting. */
  name: string | null;
  login: string;
  tenantName: string;
  /** Whom the person may ask: their company, or the one above for those who run it. */
  contactName: string;
  actionUrl: string;
  loginPageUrl: string;
  linkEndsAt: Date;
};

/** A template, the language it is to speak, and the facts it needs. */
export type RenderEmailInput = { template: EmailTemplate; language: Language; facts: AccountLinkFacts };

export type RenderedEmail = { subject: string; html: string; text: string };

type TemplateParts = {
  namespace: "activation" | "passwordReset";
  load: () => Promise<FunctionComponent<AccountLinkEmailProps>>;
};

const TEMPLATES: Record<EmailTemplate, TemplateParts> = {
  activation: {
    namespace: "activation",
    load: async () => (await import("@/emails/activation-email")).ActivationEmail,
  },
  password_reset: {
    namespace: "passwordReset",
    load: async () => (await import("@/emails/password-reset-email")).PasswordResetEmail,
  },
};

/** A moment as people write it, with its zone: nobody's zone is known when an email is made, so it is UTC. */
function formatMoment(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  })
    .format(moment)
    .concat(" UTC");
}

/** Renders an email in a person's language, as HTML and as plain text. */
export async function renderEmail({ template, language: wanted, facts }: RenderEmailInput): Promise<RenderedEmail> {
  const language = messageLanguage(wanted);
  const t = createTranslator({ locale: language, messages: loadMessages(language), timeZone: "UTC" });
  const { namespace, load } = TEMPLATES[template];
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

  // Loaded on first use: the templates and their libraries take longer to load than the rest of a start.
  const [component, { render, toPlainText }] = await Promise.all([load(), import("@react-email/render")]);
  const html = await render(createElement(component, props));
  return { subject: t(`emails.${namespace}.subject`, { productName }), html, text: plainText(html, toPlainText) };
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
