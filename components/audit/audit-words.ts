import type { useTranslations } from "next-intl";
import { AUDIT_EVENTS, AUDIT_OBJECT_TYPES, type AuditObjectType } from "@/lib/audit/model";
import type { AuditLine } from "@/lib/audit-log/model";

/** What useTranslations("audit") and getTranslations("audit") give. */
export type AuditTranslator = ReturnType<typeof useTranslations<"audit">>;

/** What useTranslations() and getTranslations() give. */
type Translator = ReturnType<typeof useTranslations<never>>;

/** What happened, as a sentence; the code itself for an event of another version. */
export function eventText(t: AuditTranslator, { event, objectKind }: Pick<AuditLine, "event" | "objectKind">): string {
  const known = AUDIT_EVENTS.find((name) => name === event);
  return known ? t(`events.${known}`, { kind: objectKind ?? "other" }) : event;
}

const OBJECT_TYPES = {
  tenant: "fields.company",
  user: "fields.user",
  session: "audit.objects.session",
  eula: "audit.objects.eula",
  email: "audit.objects.email",
  audit_log: "audit.title",
} as const satisfies Record<AuditObjectType, string>;

/** The kind of thing it happened to. */
export function objectTypeText(
  t: Translator,
  { objectType, objectKind }: Pick<AuditLine, "objectType" | "objectKind">,
): string {
  const known = AUDIT_OBJECT_TYPES.find((name) => name === objectType);
  if (known === "tenant") return t("audit.objects.tenant", { kind: objectKind ?? "other" });
  return known ? t(OBJECT_TYPES[known]) : objectType;
}

/** Who did it. */
export function initiatorText(t: AuditTranslator, { initiator }: Pick<AuditLine, "initiator">): string {
  if (initiator === "system" || initiator === "operator") return t(initiator);
  return initiator === "unknown" ? t("unknownPerson") : initiator.login;
}

/** What the details of a line are called: as the forms and lists call the same thing, where they do. */
const DETAILS = {
  role: "fields.role",
  kind: "audit.details.kind",
  language: "fields.language",
  timeZone: "fields.timeZone",
  firstName: "fields.firstName",
  lastName: "fields.lastName",
  login: "fields.login",
  sent: "audit.details.sent",
  template: "audit.objects.email",
  recoveryCodes: "audit.details.recoveryCodes",
  removed: "audit.details.removed",
  keptDays: "audit.details.keptDays",
  email: "fields.email",
  portalRole: "services.management_portal",
  backupRole: "services.backup",
  quota: "notifications.quota",
  reports: "notifications.reports",
  daily_recap: "notifications.daily_recap",
  search: "fields.search",
  status: "fields.status",
  from: "fields.from",
  to: "fields.to",
  event: "audit.columns.event",
  person: "audit.columns.initiator",
  tenant: "audit.details.tenant",
  storageQuota: "quotas.title",
  storageOverage: "fields.overage",
  noticePercent: "audit.details.noticePercent",
  sessions: "audit.details.sessions",
  tenantsBelow: "audit.details.tenantsBelow",
  moved: "audit.details.moved",
  name: "fields.name",
  mode: "fields.mode",
  trustedBrowser: "audit.details.trustedBrowser",
  days: "audit.details.days",
  browsers: "audit.details.browsers",
  users: "audit.details.users",
  emails: "audit.details.emails",
  languages: "fields.languages",
  textRemoved: "audit.details.textRemoved",
  show: "audit.details.show",
  productName: "branding.fields.productName",
  accent: "branding.fields.accent",
  supportLink: "common.brandLinks.supportLink",
  imprintLink: "common.brandLinks.imprintLink",
  termsLink: "common.brandLinks.termsLink",
  privacyLink: "common.brandLinks.privacyLink",
  hostName: "audit.details.hostName",
  logo: "branding.fields.logo",
  darkLogo: "branding.fields.darkLogo",
  locked: "audit.details.locked",
  attempts: "users.lastEmail.attempts",
  minutes: "audit.details.minutes",
} as const;

/** What a detail is called; its name itself for one of another version. */
export function detailText(t: Translator, name: string): string {
  return Object.hasOwn(DETAILS, name) ? t(DETAILS[name as keyof typeof DETAILS]) : name;
}
