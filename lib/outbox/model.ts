import type { FILLED_LEVELS } from "@/lib/quotas/model";
import { type Notification, type TenantKind, TOKEN_PURPOSES, type TokenPurpose } from "@/lib/vocabulary";

/** The emails that carry a link. The names are those of the tokens. */
export const LINK_TEMPLATES = TOKEN_PURPOSES;

export type LinkTemplate = TokenPurpose;

/** The notices about quotas, which settle_quotas() writes in the database. */
export const QUOTA_TEMPLATES = ["quota_almost_reached", "quota_reached", "quota_exceeded"] as const;

export type QuotaTemplate = (typeof QUOTA_TEMPLATES)[number];

/** Notices about a user's own account, so that they notice when it wasn't them. */
export const SECURITY_TEMPLATES = [
  "password_changed",
  "new_browser",
  "two_factor_on",
  "two_factor_off",
  "two_factor_reset",
  "recovery_codes_renewed",
] as const;

export type SecurityTemplate = (typeof SECURITY_TEMPLATES)[number];

/** What goes to everyone who has it turned on, once per period (lib/mailings). */
export const MAILING_TEMPLATES = ["usage_report", "daily_recap"] as const;

export type MailingTemplate = (typeof MAILING_TEMPLATES)[number];

/** The user's setting that turns each on. */
export const SWITCH_OF: Readonly<Record<MailingTemplate, Notification>> = {
  usage_report: "reports",
  daily_recap: "daily_recap",
};

/** Every email the product sends. */
export const EMAIL_TEMPLATES = [
  ...LINK_TEMPLATES,
  "email_change_notice",
  ...QUOTA_TEMPLATES,
  "trial_ending",
  "access_recovered",
  ...MAILING_TEMPLATES,
  ...SECURITY_TEMPLATES,
] as const;

export type EmailTemplate = (typeof EMAIL_TEMPLATES)[number];

/** Someone waits for these at a screen, or has to notice that it wasn't them; an import's activations don't go before them. */
const URGENT_TEMPLATES: readonly EmailTemplate[] = [
  "password_reset",
  "email_change",
  "email_change_notice",
  "access_recovered",
  ...SECURITY_TEMPLATES,
];

/** Which emails go first while a mail service takes only some: 0 before 1 before 2. */
export function priorityOf(template: EmailTemplate): 0 | 1 | 2 {
  if (URGENT_TEMPLATES.includes(template)) return 0;
  return MAILING_TEMPLATES.some((mailing) => mailing === template) ? 2 : 1;
}

/** What an outbox row keeps of a link: an id from which it is derived at sending time, never the link. */
export type LinkPayload = { tokenId: string };

/** What the old address reads about a change: the new one, and who requested it; null for the user themselves. */
export type EmailChangePayload = { newEmail: string; newLogin: string | null; by: string | null };

/** What the row of a notice about a quota keeps: the figures as they were when the line was passed. */
export type QuotaNotice = {
  tenantId: number;
  tenantName: string;
  usedBytes: number;
  quotaBytes: number;
  overageBytes: number | null;
  /** Whether the service stops at the quota and its overage. */
  hard: boolean;
  measuredAt: Date;
};

/** What administrators of a customer, and of the company above it, read about the end of its trial. */
export type TrialEndingPayload = { customerId: number; customerName: string; endsAt: string };

/** What the operator of the server can do for someone who can't get in. */
export const ACCESS_RECOVERIES = ["two_factor", "activation", "email"] as const;

export type AccessRecovery = (typeof ACCESS_RECOVERIES)[number];

/** What the other administrators read about it; `newEmail` where the address was corrected. */
export type AccessRecoveredPayload = {
  recovery: AccessRecovery;
  tenantId: number;
  userId: number;
  userLogin: string;
  newEmail: string | null;
};

/**
 * Where the action of a security notice came from: the names that the browser gave itself, as far as we know them.
 * Nothing else of a User-Agent header gets into an email. `by` names another user who did it; `link` says that a reset
 * link did.
 */
export type SecurityPayload = {
  address: string | null;
  browser: string | null;
  system: string | null;
  by: string | null;
  link: boolean;
};

/** How much storage a company uses, as an email keeps it; `quotaBytes` null is unlimited, `measuredAt` null was never measured. */
export type StorageLine = {
  name: string;
  usedBytes: number;
  quotaBytes: number | null;
  overageBytes: number | null;
  measuredAt: Date | null;
};

/** What the row of a usage report keeps: the company's own figures, and those of the companies directly below it. */
export type UsageReport = {
  tenantId: number;
  kind: TenantKind;
  own: StorageLine;
  /** Those with the most storage, and how many there are in all. */
  below: StorageLine[];
  total: number;
};

/** A quota that is almost reached or more. */
export type FilledQuota = StorageLine & { level: (typeof FILLED_LEVELS)[number] };

/** What the row of a daily recap keeps. */
export type DailyRecap = {
  tenantId: number;
  name: string;
  /** The company's own; null while there is room. */
  own: FilledQuota | null;
  /** Some of those directly below, the fullest first, and how many there are: as the overview counts them. */
  below: FilledQuota[];
  nearlyFull: number;
  failedEmails: number;
};

/** What a mailing sends to its recipients. */
export type MailingEmail =
  | { template: "usage_report"; payload: UsageReport }
  | { template: "daily_recap"; payload: DailyRecap };

/** An email as verbs put it into the outbox. */
export type OutgoingEmail =
  | { template: LinkTemplate; payload: LinkPayload }
  | { template: "email_change_notice"; payload: EmailChangePayload }
  | { template: "trial_ending"; payload: TrialEndingPayload }
  | { template: "access_recovered"; payload: AccessRecoveredPayload }
  | MailingEmail
  | { template: SecurityTemplate; payload: SecurityPayload };

/** The card of "My account" in which users choose their emails, and where links to it lead. */
export const NOTIFICATIONS_ID = "notifications";

export const NOTIFICATIONS_PATH = `/account#${NOTIFICATIONS_ID}`;
