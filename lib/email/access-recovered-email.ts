import { createElement } from "react";
import { defuseName } from "./defuse-name";
import { formatMoment } from "./format-moment";
import type { AccessRecoveredFacts, Common, Translator } from "./render-email";

/** What the operator of the server did for another user, when, and what to do if it wasn't expected. */
export async function accessRecoveredElement(t: Translator, common: Common, facts: AccessRecoveredFacts) {
  const { SecurityEmail } = await import("@/emails/security-email");
  const { greeting, linkLabel, questions, language, brand, actionUrl, loginPageUrl } = common;
  const tenantName = defuseName(facts.tenantName);
  const words = { recovery: facts.recovery, tenantName, operator: t("emails.operator") };
  return createElement(SecurityEmail, {
    language,
    brand,
    actionUrl,
    loginPageUrl,
    login: facts.userLogin,
    facts: [
      ...(facts.newEmail ? [{ label: t("fields.newEmail"), value: facts.newEmail }] : []),
      { label: t("emails.security.when"), value: formatMoment(facts.happenedAt, common) },
    ],
    text: {
      preview: t("emails.accessRecovered.preview", words),
      title: t("emails.accessRecovered.title"),
      greeting,
      intro: t("emails.accessRecovered.intro", words),
      loginLabel: t("fields.login"),
      next: t("emails.accessRecovered.next"),
      button: t("users.created.open"),
      linkLabel,
      reason: t("emails.trialEnding.reason", { tenantName }),
      questions,
    },
  });
}
