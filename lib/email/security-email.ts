import { createElement } from "react";
import { defuseName } from "./defuse-name";
import { formatMoment } from "./format-moment";
import type { Common, RenderEmailInput, SecurityEmailInput, SecurityFacts, Translator } from "./render-email";

const NAMESPACES = {
  password_changed: "passwordChanged",
  new_browser: "newBrowser",
  two_factor_on: "twoFactorOn",
  two_factor_off: "twoFactorOff",
  two_factor_reset: "twoFactorReset",
  recovery_codes_renewed: "recoveryCodesRenewed",
} as const;

export function isSecurityEmail(input: RenderEmailInput): input is SecurityEmailInput {
  return input.template in NAMESPACES;
}

export function securitySubject(t: Translator, productName: string, { template }: SecurityEmailInput): string {
  return t(`emails.security.${NAMESPACES[template]}.subject`, { productName });
}

/** The browser as the list of sessions names it. */
function deviceOf(t: Translator, { browser, system }: SecurityFacts): string {
  return t("devices.browserOn", {
    browser: browser ? defuseName(browser) : t("devices.unknownBrowser"),
    system: system ? defuseName(system) : t("devices.unknownSystem"),
  });
}

/** Something that happened to the user's account: what, when, from where, and what to do if it was not them. */
export async function securityElement(t: Translator, common: Common, { template, facts }: SecurityEmailInput) {
  const { SecurityEmail } = await import("@/emails/security-email");
  const { greeting, loginLabel, linkLabel, questions, manage: _unswitched, timeZone: _used, ...rest } = common;
  const moment = formatMoment(facts.happenedAt, common);
  const words = {
    productName: rest.brand.productName,
    tenantName: defuseName(facts.tenantName),
    contactName: defuseName(facts.contactName),
    by: defuseName(facts.by ?? ""),
    login: facts.login,
    how: facts.link ? "link" : "account",
  };
  const text = (key: "preview" | "title" | "intro") => t(`emails.security.${NAMESPACES[template]}.${key}`, words);
  const next = template === "two_factor_reset" ? "emails.security.twoFactorReset" : "emails.security";
  // What another user did is reported without their device.
  const device = template === "two_factor_reset" ? [] : [{ label: t("fields.browser"), value: deviceOf(t, facts) }];
  return createElement(SecurityEmail, {
    ...rest,
    login: facts.login,
    facts: [
      { label: t("emails.security.when"), value: moment },
      ...device,
      ...(facts.address ? [{ label: t("fields.ipAddress"), value: facts.address }] : []),
    ],
    text: {
      preview: text("preview"),
      title: text("title"),
      greeting,
      intro: text("intro"),
      loginLabel,
      next: t(`${next}.next`, words),
      button: t(`${next}.button`),
      linkLabel,
      reason: t("emails.security.reason", words),
      questions,
    },
  });
}
