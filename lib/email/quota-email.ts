import { createElement } from "react";
import { createTranslator } from "use-intl/core";
import type { QuotaEmailProps } from "@/emails/quota-email";
import { loadMessages } from "@/lib/i18n/messages";
import type { Language } from "@/lib/i18n/schema";
import { defuseName } from "./defuse-name";
import { formatMoment } from "./format-moment";
import type { QuotaFacts } from "./render-email";
import type { QuotaTemplate } from "./schema";

const NAMESPACES = {
  quota_almost_reached: "almostReached",
  quota_reached: "reached",
  quota_exceeded: "exceeded",
} as const;

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** An amount of data in the largest unit of which there is at least one: 1 GB is 1024^3 bytes. */
function formatBytes(bytes: number, language: Language): string {
  let value = bytes;
  let index = 0;
  while (index < UNITS.length - 1 && Math.round(value * 100) / 100 >= 1024) {
    value /= 1024;
    index += 1;
  }
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[index] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: 2,
  }).format(value);
}

/** A notice about a quota: whose, how much is used of how much, as of when, and where to look. */
export async function quotaEmail(template: QuotaTemplate, language: Language, facts: QuotaFacts) {
  const t = createTranslator({ locale: language, messages: loadMessages(language), timeZone: "UTC" });
  const { notice } = facts;
  const bytes = (amount: number) => formatBytes(amount, language);
  const productName = t("common.productName");
  const tenant = defuseName(notice.tenantName);
  const name = facts.name === null ? "" : defuseName(facts.name);
  const share = notice.quotaBytes > 0 ? Math.floor((notice.usedBytes / notice.quotaBytes) * 100) / 100 : 1;
  const values = {
    tenant,
    productName,
    used: bytes(notice.usedBytes),
    quota: bytes(notice.quotaBytes),
    limit: bytes(notice.quotaBytes + (notice.overageBytes ?? 0)),
    percent: new Intl.NumberFormat(language, { style: "percent" }).format(share),
  };
  const text = (key: "subject" | "preview" | "title" | "intro") =>
    t(`emails.quota.${NAMESPACES[template]}.${key}`, values);
  const overage = notice.overageBytes ? bytes(notice.overageBytes) : null;
  const reach = !notice.hard
    ? t("emails.quota.soft")
    : overage && template !== "quota_exceeded"
      ? t("emails.quota.overageLeft", { overage })
      : null;
  const props: QuotaEmailProps = {
    language,
    productName,
    actionUrl: facts.actionUrl,
    facts: [
      { label: t("emails.quota.used"), value: values.used },
      { label: t("emails.quota.quotaLabel"), value: values.quota },
      ...(overage ? [{ label: t("emails.quota.overage"), value: overage }] : []),
      { label: t("emails.quota.measured"), value: formatMoment(notice.measuredAt, language) },
    ],
    text: {
      preview: text("preview"),
      title: text("title"),
      greeting: name ? t("emails.greeting", { name }) : t("emails.greetingNeutral"),
      intro: reach ? `${text("intro")} ${reach}` : text("intro"),
      next: t("emails.quota.next", { tenant }),
      button: t("emails.quota.button"),
      linkLabel: t("emails.linkLabel"),
      reason: t("emails.quota.reason", { tenant }),
    },
  };
  const { QuotaEmail } = await import("@/emails/quota-email");
  return { subject: text("subject"), element: createElement(QuotaEmail, props) };
}
