import { createElement, type FunctionComponent } from "react";
import { createTranslator } from "use-intl/core";
import type { AccountLinkEmailProps } from "@/emails/account-link-email";
import type { EmailChangeNoticeEmailProps } from "@/emails/email-change-notice-email";
import type { Brand } from "@/lib/brand/model";
import { loadMessages, type Messages } from "@/lib/i18n/messages";
import type {
  AccessRecoveredPayload,
  DailyRecap,
  EmailChangePayload,
  LinkTemplate,
  QuotaNotice,
  QuotaTemplate,
  SecurityPayload,
  SecurityTemplate,
  TrialEndingPayload,
  UsageReport,
} from "@/lib/outbox/model";
import { NOTIFICATIONS_PATH } from "@/lib/outbox/model";
import { NO_TIME_ZONE } from "@/lib/time-zone/names";
import type { Language } from "@/lib/vocabulary";
import { accessRecoveredElement } from "./access-recovered-email";
import { defuseName } from "./defuse-name";
import { emailBrand } from "./email-brand";
import { formatDay, formatMoment } from "./format-moment";
import { joinSentences } from "./join-sentences";
import { dailyRecapElement, dailyRecapSubject, usageReportElement, usageReportSubject } from "./mailing-email";
import { isQuotaEmail, quotaElement, quotaSubject } from "./quota-email";
import { isSecurityEmail, securityElement, securitySubject } from "./security-email";

/** What every email says. Names are as stored; they are made harmless here. */
type CommonFacts = {
  /** First and last name, or null for a neutral greeting. */
  name: string | null;
  login: string;
  tenantName: string;
  /** Who the user can ask: their company, or the one above for those who run it. */
  contactName: string;
  actionUrl: string;
  loginPageUrl: string;
};

/** What an email with one link says. */
export type AccountLinkFacts = CommonFacts & {
  linkEndsAt: Date;
  /** Of a change of address: the address itself, and the login where it changes along. */
  newEmail?: string | null;
  newLogin?: string | null;
  /** Whether an earlier email brought a link that works no longer because of this one. */
  replacesEarlier?: boolean;
};

/** What the current address reads about a change. */
export type EmailChangeNoticeFacts = CommonFacts & EmailChangePayload;

/** What a notice about a quota says. */
export type QuotaFacts = CommonFacts & { notice: QuotaNotice };

/** What is said of the end of a trial. */
export type TrialEndingFacts = CommonFacts & TrialEndingPayload;

/** What other administrators read about a user whose access was recovered. */
export type AccessRecoveredFacts = CommonFacts & AccessRecoveredPayload & { happenedAt: Date };

/** What a usage report and a daily recap say; `writtenAt` is when their figures were read. */
export type UsageReportFacts = CommonFacts & { report: UsageReport; writtenAt: Date };
export type DailyRecapFacts = CommonFacts & { recap: DailyRecap; writtenAt: Date };

/** What is said about something that happened to the user's own account. */
export type SecurityFacts = CommonFacts & SecurityPayload & { happenedAt: Date };

/**
 * A template, the language it is to speak, the facts it needs, the recipient's time zone, UTC without one, and their brand; without
 * one, Backstay's own look.
 */
export type RenderEmailInput = { language: Language; timeZone?: string; brand?: Brand | null } & (
  | { template: LinkTemplate; facts: AccountLinkFacts }
  | { template: "email_change_notice"; facts: EmailChangeNoticeFacts }
  | { template: QuotaTemplate; facts: QuotaFacts }
  | { template: "trial_ending"; facts: TrialEndingFacts }
  | { template: "access_recovered"; facts: AccessRecoveredFacts }
  | { template: "usage_report"; facts: UsageReportFacts }
  | { template: "daily_recap"; facts: DailyRecapFacts }
  | { template: SecurityTemplate; facts: SecurityFacts }
);

export type RenderedEmail = { subject: string; html: string; text: string };

type TemplateParts = {
  namespace: "activation" | "passwordReset" | "emailChange";
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
  email_change: {
    namespace: "emailChange",
    load: async () => (await import("@/emails/email-change-email")).EmailChangeEmail,
  },
};

/** Renders an email in the recipient's language, as HTML and as plain text. */
export async function renderEmail(input: RenderEmailInput): Promise<RenderedEmail> {
  const { language, timeZone = NO_TIME_ZONE } = input;
  const t = createTranslator({ locale: language, messages: await loadMessages(language), timeZone });
  const productName = input.brand?.productName ?? t("common.productName");
  const name = input.facts.name === null ? "" : defuseName(input.facts.name);
  const common = {
    language,
    timeZone,
    brand: emailBrand(t, input.brand, input.facts.loginPageUrl),
    actionUrl: input.facts.actionUrl,
    loginPageUrl: input.facts.loginPageUrl,
    greeting: name ? t("emails.greeting", { name }) : t("emails.greetingNeutral"),
    manage: {
      label: t("emails.manageNotifications"),
      url: new URL(NOTIFICATIONS_PATH, input.facts.loginPageUrl).href,
    },
    loginLabel: t("fields.yourLogin"),
    linkLabel: t("emails.linkLabel"),
    questions: t("emails.questions", { contactName: defuseName(input.facts.contactName) }),
  };
  // Loaded on first use: the templates and their libraries take longer to load than the rest of a start.
  const [element, { render, toPlainText }] = await Promise.all([
    elementOf(t, common, input),
    import("@react-email/render"),
  ]);
  const html = await render(element);
  return { subject: subjectOf(t, productName, input), html, text: plainText(html, toPlainText) };
}

function elementOf(t: Translator, common: Common, input: RenderEmailInput) {
  if (isQuotaEmail(input)) return quotaElement(t, common, input);
  if (isSecurityEmail(input)) return securityElement(t, common, input);
  if (input.template === "email_change_notice") return noticeElement(t, common, input.facts);
  if (input.template === "trial_ending") return trialElement(t, common, input.facts);
  if (input.template === "access_recovered") return accessRecoveredElement(t, common, input.facts);
  if (input.template === "usage_report") return usageReportElement(t, common, input.facts);
  if (input.template === "daily_recap") return dailyRecapElement(t, common, input.facts);
  return linkElement(t, common, input as LinkEmailInput);
}

function subjectOf(t: Translator, productName: string, input: RenderEmailInput): string {
  if (isQuotaEmail(input)) return quotaSubject(t, productName, input);
  if (isSecurityEmail(input)) return securitySubject(t, productName, input);
  if (input.template === "email_change_notice") return t("emails.emailChangeNotice.subject", { productName });
  // A subject is plain text, where no program looks for addresses to make links of.
  if (input.template === "trial_ending") return t("emails.trialEnding.subject", { customer: input.facts.customerName });
  if (input.template === "access_recovered") return t("emails.accessRecovered.subject", { productName });
  if (input.template === "usage_report") return usageReportSubject(t, productName, input.facts);
  if (input.template === "daily_recap") return dailyRecapSubject(t, productName, input.facts);
  const { template } = input as LinkEmailInput;
  return t(`emails.${LINK_EMAILS[template].namespace}.subject`, { productName });
}

type LinkEmailInput = Extract<RenderEmailInput, { template: LinkTemplate }>;
export type QuotaEmailInput = Extract<RenderEmailInput, { template: QuotaTemplate }>;
export type SecurityEmailInput = Extract<RenderEmailInput, { template: SecurityTemplate }>;
export type Translator = ReturnType<typeof createTranslator<Messages>>;
export type Common = { language: Language; timeZone: string } & Pick<
  AccountLinkEmailProps,
  "brand" | "actionUrl" | "loginPageUrl"
> &
  Pick<AccountLinkEmailProps["text"], "greeting" | "loginLabel" | "linkLabel" | "questions"> & {
    /** For the emails that have a switch. */
    manage: { label: string; url: string };
  };

/** An email whose one link does what it is about. A login that changes along is shown as it will be. */
async function linkElement(
  t: Translator,
  { greeting, loginLabel, linkLabel, questions, manage: _unswitched, timeZone, ...common }: Common,
  { template, facts }: LinkEmailInput,
) {
  const { namespace, load } = LINK_EMAILS[template];
  const login = facts.newLogin ?? facts.login;
  const tenantName = defuseName(facts.tenantName);
  const { productName } = common.brand;
  const after = facts.newLogin ? t("emails.emailChange.loginChanges") : t("emails.emailChange.loginStays");
  const intro = t(`emails.${namespace}.intro`, { tenantName, productName });
  return createElement(await load(), {
    ...common,
    login,
    text: {
      preview: facts.replacesEarlier ? t("emails.replacesEarlier") : t(`emails.${namespace}.preview`, { login }),
      title: t(`emails.${namespace}.title`),
      greeting,
      replaces: facts.replacesEarlier ? t("emails.replacesEarlier") : null,
      intro: template === "email_change" ? joinSentences(common.language, [intro, after]) : intro,
      loginLabel: template === "email_change" && facts.newLogin ? t("fields.newLogin") : loginLabel,
      button: t(`emails.${namespace}.button`),
      linkEnds: t("emails.linkEnds", {
        moment: formatMoment(facts.linkEndsAt, { language: common.language, timeZone }),
      }),
      linkLabel,
      loginPageLabel: t("emails.loginPageLabel"),
      reason: t(`emails.${namespace}.reason`, { tenantName }),
      questions,
    },
  });
}

/** What the current address reads: who wants which new address, and what to do if that is wrong. */
async function noticeElement(
  t: Translator,
  { greeting, loginLabel, linkLabel, questions, manage: _unswitched, timeZone: _unused, ...common }: Common,
  { login, tenantName: tenant, newEmail, newLogin, by, contactName }: EmailChangeNoticeFacts,
) {
  const { EmailChangeNoticeEmail } = await import("@/emails/email-change-notice-email");
  const tenantName = defuseName(tenant);
  const words = { tenantName, productName: common.brand.productName };
  const props: EmailChangeNoticeEmailProps = {
    ...common,
    login,
    newEmail,
    text: {
      preview: t("emails.emailChangeNotice.preview", { login }),
      title: t("emails.emailChangeNotice.title"),
      greeting,
      intro: by
        ? t("emails.emailChangeNotice.introBy", { ...words, by: defuseName(by) })
        : t("emails.emailChangeNotice.intro", words),
      loginLabel,
      newEmailLabel: t("fields.newEmail"),
      untilThen: newLogin ? t("emails.emailChangeNotice.loginChanges") : t("emails.emailChangeNotice.loginStays"),
      notRight: t("emails.emailChangeNotice.notRight", { contactName: defuseName(contactName) }),
      button: t("emails.emailChangeNotice.button"),
      linkLabel,
      reason: t("emails.emailChangeNotice.reason", { tenantName }),
      questions,
    },
  };
  return createElement(EmailChangeNoticeEmail, props);
}

/** When a trial ends, what happens then, and that no one has to do anything. */
async function trialElement(
  t: Translator,
  { greeting, linkLabel, questions, language, timeZone, brand, actionUrl }: Common,
  { tenantName, customerName, endsAt }: TrialEndingFacts,
) {
  const { TrialEndingEmail } = await import("@/emails/trial-ending-email");
  const customer = defuseName(customerName);
  const date = formatDay(new Date(endsAt), { language, timeZone });
  const text = {
    preview: t("emails.trialEnding.preview", { customer, date }),
    title: t("emails.trialEnding.title"),
    greeting,
    intro: t("emails.trialEnding.intro", { customer, date }),
    after: t("emails.trialEnding.after"),
    ask: t("emails.trialEnding.ask"),
    button: t("emails.trialEnding.button"),
    linkLabel,
    reason: t("emails.trialEnding.reason", { tenantName: defuseName(tenantName) }),
    questions,
  };
  return createElement(TrialEndingEmail, { language, brand, actionUrl, text });
}

/** A row of a table in lines of its own: its cells would run together. */
function rowFormatter(element: TextElement, _walk: unknown, builder: TextBuilder): void {
  builder.openBlock({ leadingLineBreaks: 2 });
  for (const [index, line] of (element.attribs?.["data-text"] ?? "").split("\n").entries()) {
    if (index > 0) builder.addLineBreak();
    builder.addInline(line);
  }
  builder.closeBlock({ trailingLineBreaks: 2 });
}

/** A picture as its alternative text. */
function pictureFormatter(element: TextElement, _walk: unknown, builder: TextBuilder): void {
  builder.addInline(element.attribs?.alt ?? "");
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
    formatters: { action: actionFormatter, picture: pictureFormatter, row: rowFormatter },
    selectors: [
      { selector: "img", format: "picture" },
      { selector: ".text-row", format: "row" },
      { selector: "h1", format: "heading", options: { uppercase: false } },
      { selector: "h2", format: "heading", options: { uppercase: false } },
      { selector: ".text-label", ...block(2, 1) },
      { selector: ".text-value", ...block(1, 2) },
      { selector: ".text-only", format: "inline" },
      { selector: ".text-action", format: "action" },
    ],
  });
  return `${text.replace(/\n{3,}/g, "\n\n").trim()}\n`;
}
