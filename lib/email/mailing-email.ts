import { createElement } from "react";
import type { DigestEmailProps, DigestSection } from "@/emails/digest-email";
import type { UsageRow } from "@/emails/usage-table";
import { COUNTED_TO } from "@/lib/list/counting";
import type { FilledQuota, StorageLine, UsageReport } from "@/lib/outbox/model";
import type { Language } from "@/lib/vocabulary";
import { CLIENTS_TAB } from "@/lib/vocabulary";
import { defuseName } from "./defuse-name";
import { formatDay, formatMoment } from "./format-moment";
import { bytesFormat, formatShare } from "./format-storage";
import { UNSENT_DAYS } from "./model";
import type { Common, DailyRecapFacts, Translator, UsageReportFacts } from "./render-email";

/** Where a usage report leads: to the list of which it shows a part, or to the one figure that it has. */
export function usageReportPath({ tenantId, kind, total }: UsageReport): string {
  if (total > 0) return `/portal/${tenantId}/clients`;
  return kind === "unit" ? `/portal/${tenantId}/overview` : `/portal/${tenantId}/settings/quota`;
}

export function usageReportSubject(t: Translator, productName: string, { report }: UsageReportFacts): string {
  return t("emails.usageReport.subject", { productName, tenant: defuseName(report.own.name) });
}

export function dailyRecapSubject(t: Translator, productName: string, { recap }: DailyRecapFacts): string {
  return t("emails.dailyRecap.subject", { productName, tenant: defuseName(recap.name) });
}

/** "Scheduled reports": how much storage is used, here and directly below, as last measured. */
export async function usageReportElement(t: Translator, common: Common, { report, writtenAt }: UsageReportFacts) {
  const { UsageReportEmail } = await import("@/emails/usage-report-email");
  const { language, brand, actionUrl, greeting, linkLabel, questions, manage } = common;
  const { kind, own, total } = report;
  const of = total === 0 ? "own" : CLIENTS_TAB[kind];
  const words = { tenant: defuseName(own.name), date: formatDay(writtenAt, common), of };
  const ownButton = kind === "unit" ? t("emails.dailyRecap.button") : t("emails.quota.button");
  const props: DigestEmailProps = {
    language,
    brand,
    actionUrl,
    manage,
    facts: ownFacts(t, common, report),
    sections: total === 0 ? [] : [belowSection(t, common, report)],
    text: {
      preview: t("emails.usageReport.preview", {
        used: bytesFormat(own.usedBytes, language)(own.usedBytes),
      }),
      title: t("emailNames.usage_report"),
      greeting,
      intro: t("emails.usageReport.intro", words),
      button: total === 0 ? ownButton : t("emails.usageReport.button"),
      linkLabel,
      reason: t("emails.usageReport.reason", words),
      questions,
    },
  };
  return createElement(UsageReportEmail, props);
}

/** A unit has no quota of its own: it uses its customer's. */
function ownFacts(t: Translator, common: Common, { kind, own }: UsageReport): DigestEmailProps["facts"] {
  const { language } = common;
  const { usedBytes, quotaBytes, overageBytes, measuredAt } = own;
  const bytes = bytesFormat(quotaBytes || usedBytes, language);
  const quota = quotaBytes === null ? t("common.unlimited") : bytes(quotaBytes);
  return [
    {
      label: t("emails.quota.used"),
      value: withOver(withShare(t, language, own, bytes(usedBytes)), overQuota(t, language, own)),
    },
    ...(kind === "unit" ? [] : [{ label: t("quotas.quota"), value: quota }]),
    ...(overageBytes ? [{ label: t("fields.overage"), value: bytes(overageBytes) }] : []),
    ...(measuredAt ? [{ label: t("quotas.measured"), value: formatMoment(measuredAt, common) }] : []),
  ];
}

function belowSection(t: Translator, common: Common, report: UsageReport): DigestSection {
  const { language, actionUrl } = common;
  const { tenantId, kind, own, below, total } = report;
  const look = CLIENTS_TAB[kind];
  const measured = ({ measuredAt }: StorageLine) =>
    measuredAt
      ? t("emails.usageReport.measured", { moment: formatMoment(measuredAt, common) })
      : t("quotas.nothingReported");
  const rowOf = (line: StorageLine) => {
    if (look === "units") return unitRow(language, line, own.usedBytes, measured(line));
    const over = overQuota(t, language, line);
    return quotaRow(t, language, line, over ? [over, measured(line)] : [measured(line)]);
  };
  const columns = [t("fields.name"), t("emails.quota.used")];
  return {
    title: t(`clients.title.${look}`),
    table: {
      columns: [...columns, look === "units" ? t("emails.table.share") : t("quotas.quota")],
      rows: below.map(rowOf),
    },
    text: total > below.length ? t("emails.usageReport.more", { count: total - below.length }) : null,
    links: [{ label: t("list.downloadCsv"), url: pageOf(actionUrl, `/portal/${tenantId}/clients/csv`) }],
  };
}

const usedOnly = (language: Language, { usedBytes }: StorageLine) => bytesFormat(usedBytes, language)(usedBytes);

/** Units share their customer's quota: their bar is their part of what the customer uses. */
function unitRow(language: Language, line: StorageLine, wholeBytes: number, note: string): UsageRow {
  const used = usedOnly(language, line);
  const share = wholeBytes > 0 ? formatShare(line.usedBytes, wholeBytes, language) : "";
  const name = defuseName(line.name);
  return {
    name,
    figures: [used, share],
    percent: wholeBytes > 0 ? Math.min(100, (line.usedBytes / wholeBytes) * 100) : null,
    share: null,
    note,
    lines: [name, share ? `${used} · ${share}` : used, note],
  };
}

/**
 * A company with its quota. Beyond it the amount is said in words, because the color of the bar alone tells nothing.
 */
function quotaRow(t: Translator, language: Language, line: StorageLine, notes: string[]): UsageRow {
  const { usedBytes, quotaBytes } = line;
  const bytes = bytesFormat(quotaBytes || usedBytes, language);
  const name = defuseName(line.name);
  return {
    name,
    figures: [bytes(usedBytes), quotaBytes === null ? t("common.unlimited") : bytes(quotaBytes)],
    percent: quotaBytes ? (usedBytes / quotaBytes) * 100 : null,
    share: quotaBytes ? formatShare(usedBytes, quotaBytes, language) : null,
    note: notes.join(" · "),
    lines: [name, usedOfQuota(t, language, line), ...notes],
  };
}

/** By how much more than its quota a company uses; null while it doesn't. */
function overQuota(t: Translator, language: Language, { usedBytes, quotaBytes }: StorageLine): string | null {
  if (quotaBytes === null || usedBytes <= quotaBytes) return null;
  const overBytes = usedBytes - quotaBytes;
  return t("emails.table.overBy", { amount: bytesFormat(overBytes, language)(overBytes) });
}

function usedOfQuota(t: Translator, language: Language, line: StorageLine): string {
  const { usedBytes, quotaBytes } = line;
  if (quotaBytes === null) return t("quotas.usedUnlimited", { used: usedOnly(language, line) });
  const bytes = bytesFormat(quotaBytes || usedBytes, language);
  return withShare(t, language, line, t("quotas.usedOfQuota", { used: bytes(usedBytes), quota: bytes(quotaBytes) }));
}

/** An amount with the share of the quota that it is, where there is one. */
function withShare(t: Translator, language: Language, { usedBytes, quotaBytes }: StorageLine, amount: string): string {
  return quotaBytes
    ? t("emails.usageReport.share", { amount, percent: formatShare(usedBytes, quotaBytes, language) })
    : amount;
}

const withOver = (amount: string, over: string | null) => (over ? `${amount} · ${over}` : amount);

/** Another page of the same installation. */
const pageOf = (url: string, path: string) => new URL(path, url).href;

/** "Daily recap": what needs attention, as the overview counts it, and where. */
export async function dailyRecapElement(t: Translator, common: Common, { recap, writtenAt }: DailyRecapFacts) {
  const { DailyRecapEmail } = await import("@/emails/daily-recap-email");
  const { language, brand, actionUrl, greeting, linkLabel, questions, manage } = common;
  const words = { tenant: defuseName(recap.name), date: formatDay(writtenAt, common) };
  const sections = [...quotaSection(t, common, recap), ...failedSection(t, common, recap)];
  const props: DigestEmailProps = {
    language,
    brand,
    actionUrl,
    manage,
    facts: [],
    sections,
    text: {
      preview: previewOf(t, recap),
      title: t("emailNames.daily_recap"),
      greeting,
      intro: t("emails.dailyRecap.intro", words),
      button: t("emails.dailyRecap.button"),
      linkLabel,
      reason: t("emails.dailyRecap.reason", words),
      questions,
    },
  };
  return createElement(DailyRecapEmail, props);
}

type Recap = DailyRecapFacts["recap"];

function previewOf(t: Translator, { own, nearlyFull, failedEmails }: Recap): string {
  return [
    ...(own ? [t(`quotas.levels.${own.level}`)] : []),
    ...(nearlyFull > 0 ? [t("overview.storage.filled.nearly_full", { count: nearlyFull })] : []),
    ...(failedEmails > 0 ? [t("overview.emails.failed", { count: failedEmails })] : []),
  ].join(" · ");
}

/** Each company is one row that says what is wrong; only companies without a row are counted. */
function quotaSection(t: Translator, { language, actionUrl }: Common, recap: Recap): DigestSection[] {
  const { tenantId, own, below, nearlyFull } = recap;
  if (!own && nearlyFull === 0) return [];
  const rowOf = (quota: FilledQuota) => {
    const over = quota.level === "reached" ? overQuota(t, language, quota) : null;
    return quotaRow(t, language, quota, [over ?? t(`quotas.levels.${quota.level}`)]);
  };
  const ownLink = { label: t("emails.quota.button"), url: pageOf(actionUrl, `/portal/${tenantId}/settings/quota`) };
  const listLink = {
    label: t("emails.usageReport.button"),
    url: pageOf(actionUrl, `/portal/${tenantId}/clients?quota=nearly_full`),
  };
  return [
    {
      title: t("quotas.title"),
      table: {
        columns: [t("fields.name"), t("emails.quota.used"), t("quotas.quota")],
        rows: [...(own ? [own] : []), ...below].map(rowOf),
      },
      text: restOf(t, recap),
      links: [...(own ? [ownLink] : []), ...(nearlyFull > 0 ? [listLink] : [])],
    },
  ];
}

/** How many clients have no row; null where all have one. Of more than are counted only that can be said. */
function restOf(t: Translator, { below, nearlyFull }: Recap): string | null {
  if (nearlyFull >= COUNTED_TO) return t("overview.storage.filled.nearly_full", { count: nearlyFull });
  return nearlyFull > below.length ? t("emails.usageReport.more", { count: nearlyFull - below.length }) : null;
}

function failedSection(t: Translator, { actionUrl }: Common, recap: Recap): DigestSection[] {
  const { tenantId, name, failedEmails } = recap;
  if (failedEmails === 0) return [];
  return [
    {
      title: t("fields.emails"),
      table: null,
      text: t("emails.dailyRecap.failed", { count: failedEmails, days: UNSENT_DAYS, tenant: defuseName(name) }),
      links: [{ label: t("unsentEmails.title"), url: pageOf(actionUrl, `/portal/${tenantId}/overview/emails`) }],
    },
  ];
}
