import { createElement } from "react";
import type { Language } from "@/lib/vocabulary";
import { defuseName } from "./defuse-name";
import { formatMoment } from "./format-moment";
import { bytesFormat, formatShare } from "./format-storage";
import { joinSentences } from "./join-sentences";
import type { Common, QuotaEmailInput, QuotaFacts, RenderEmailInput, Translator } from "./render-email";

const NAMESPACES = {
  quota_almost_reached: "almostReached",
  quota_reached: "reached",
  quota_exceeded: "exceeded",
} as const;

export function isQuotaEmail(input: RenderEmailInput): input is QuotaEmailInput {
  return input.template in NAMESPACES;
}

/** The figures of a notice as its texts take them. */
function wordsOf({ notice }: QuotaFacts, language: Language) {
  const bytes = bytesFormat(notice.quotaBytes || notice.usedBytes, language);
  const limitBytes = notice.quotaBytes + (notice.overageBytes ?? 0);
  return {
    tenant: defuseName(notice.tenantName),
    used: bytes(notice.usedBytes),
    quota: bytes(notice.quotaBytes),
    overage: notice.overageBytes ? bytes(notice.overageBytes) : "",
    limit: bytes(limitBytes),
    left: notice.usedBytes < limitBytes ? bytes(limitBytes - notice.usedBytes) : "",
    percent: formatShare(notice.usedBytes, notice.quotaBytes, language),
  };
}

export function quotaSubject(t: Translator, productName: string, { template, facts }: QuotaEmailInput): string {
  return t(`emails.quota.${NAMESPACES[template]}.subject`, {
    productName,
    tenant: defuseName(facts.notice.tenantName),
  });
}

/** A notice about a quota: whose, how much is used of how much, as of when, and where to look. */
export async function quotaElement(t: Translator, common: Common, { template, facts }: QuotaEmailInput) {
  const { QuotaEmail } = await import("@/emails/quota-email");
  const { language, brand, actionUrl, greeting, linkLabel, questions, manage } = common;
  const { notice } = facts;
  const words = wordsOf(facts, language);
  const text = (key: "preview" | "title" | "intro") => t(`emails.quota.${NAMESPACES[template]}.${key}`, words);
  const reach = [
    ...(notice.hard ? [] : [t("emails.quota.soft")]),
    ...(notice.hard && template === "quota_reached" && words.left
      ? [t("emails.quota.overageLeft", { overage: words.left })]
      : []),
  ];
  return createElement(QuotaEmail, {
    language,
    brand,
    actionUrl,
    manage,
    facts: [
      { label: t("emails.quota.used"), value: words.used },
      { label: t("quotas.quota"), value: words.quota },
      ...(words.overage ? [{ label: t("fields.overage"), value: words.overage }] : []),
      { label: t("quotas.measured"), value: formatMoment(notice.measuredAt, common) },
    ],
    text: {
      preview: text("preview"),
      title: text("title"),
      greeting,
      intro: joinSentences(language, [text("intro"), ...reach]),
      next: t("emails.quota.next"),
      button: t("emails.quota.button"),
      linkLabel,
      reason: t("emails.quota.reason", words),
      questions,
    },
  });
}
