import { z } from "zod";
import type { PreviewName } from "@/emails/preview-props";
import type { Language } from "@/lib/i18n/schema";
import type { FILLED_LEVELS } from "@/lib/quotas/schema";
import type { TenantKind } from "@/lib/tenants/schema";
import { idSchema, type Notification, userReferenceSchema } from "@/lib/users/schema";

/** The emails that carry a link. The names are those of the tokens. */
export const LINK_TEMPLATES = ["activation", "password_reset", "email_change"] as const;
export type LinkTemplate = (typeof LINK_TEMPLATES)[number];

/** The notices about quotas, which settle_quotas() writes in the database. */
export const QUOTA_TEMPLATES = ["quota_almost_reached", "quota_reached", "quota_exceeded"] as const;
export type QuotaTemplate = (typeof QUOTA_TEMPLATES)[number];

/** What a person is told of their own account, so that they notice when it was not them. */
export const SECURITY_TEMPLATES = [
  "password_changed",
  "new_browser",
  "two_factor_on",
  "two_factor_off",
  "two_factor_reset",
  "recovery_codes_renewed",
] as const;
export type SecurityTemplate = (typeof SECURITY_TEMPLATES)[number];

/** What goes to everybody who has it switched on, once a period (lib/mailings). */
export const MAILING_TEMPLATES = ["usage_report", "daily_recap"] as const;
export type MailingTemplate = (typeof MAILING_TEMPLATES)[number];

/** The switch of a person that asks for each. */
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
  ...MAILING_TEMPLATES,
  ...SECURITY_TEMPLATES,
] as const;
export type EmailTemplate = (typeof EMAIL_TEMPLATES)[number];

/** What an outbox row keeps of a link: an id from which it is derived at sending time, never the link. */
export type LinkPayload = { tokenId: string };

/** What the old address is told of a change of address: to which one, and who asked for it; null for the person themself. */
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

/** What those who run a customer, and those above it, are told of the end of its trial. */
export type TrialEndingPayload = { customerId: number; customerName: string; endsAt: string };

/**
 * From where somebody did what a security notice tells: the names that their browser gave itself, as far as we know them. Nothing else of a
 * User-Agent header gets into an email. `by` names whoever else did it; `link` says that a reset link did.
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

/** What the row of a usage report keeps: the company's own figures, and those of whoever stands directly below it. */
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

/** What a mailing sends to whoever is to get it. */
export type MailingEmail =
  | { template: "usage_report"; payload: UsageReport }
  | { template: "daily_recap"; payload: DailyRecap };

/** An email as verbs put it into the outbox. */
export type OutgoingEmail =
  | { template: LinkTemplate; payload: LinkPayload }
  | { template: "email_change_notice"; payload: EmailChangePayload }
  | { template: "trial_ending"; payload: TrialEndingPayload }
  | MailingEmail
  | { template: SecurityTemplate; payload: SecurityPayload };

export const EMAIL_STATUSES = ["queued", "sending", "sent", "failed"] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];

/** The states in which an email has not gone out, as the list of them is asked for; the usual one first. */
export const UNSENT_STATUSES = ["failed", "queued"] as const;
export type UnsentStatus = (typeof UNSENT_STATUSES)[number];
/** How long an email that did not go out is shown: nobody acts on one that is older. */
export const UNSENT_DAYS = 30;

/** Why an email did not go out; the texts are in the messages under `emails.failures`. */
export const DELIVERY_FAILURES = [
  "unreachable",
  "busy",
  "sign_in_refused",
  "refused",
  "storage",
  "link_used",
  "link_replaced",
  "link_expired",
  "link_misaddressed",
  "user_disabled",
  "user_deleted",
  "internal",
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** A failure as `last_error` keeps it: the code, and what the mail service said if it said something. */
export type DeliveryError = { failure: DeliveryFailure; detail: string | null };

const isFailure = (value: string): value is DeliveryFailure => DELIVERY_FAILURES.some((failure) => failure === value);

/** One line for `last_error`, e.g. `refused: 550 5.1.1 no such mailbox`. */
export function formatDeliveryError({ failure, detail }: DeliveryError): string {
  return detail ? `${failure}: ${detail}` : failure;
}

/** Reads `last_error` back. Null stays null; a line of another form counts as internal. */
export function parseDeliveryError(line: string | null): DeliveryError | null {
  if (line === null) return null;
  const [failure = "", ...rest] = line.split(": ");
  if (!isFailure(failure)) return { failure: "internal", detail: null };
  return { failure, detail: rest.join(": ") || null };
}

/** Whether sending once more may help: not where the link is dead, and one that has not been tried needs no push. */
export function canSendAgain({ status, error }: { status: EmailStatus; error: DeliveryError | null }): boolean {
  return (status === "failed" || status === "queued") && error !== null && !error.failure.startsWith("link_");
}

/** An email that has not gone out, as the list of them shows it. */
export type UnsentEmail = {
  id: string;
  userId: number;
  tenantId: number;
  tenantName: string;
  template: string;
  toAddress: string;
  status: UnsentStatus;
  attempts: number;
  error: DeliveryError | null;
  createdAt: Date;
  nextAttemptAt: Date;
  /** Whether the user or their company has been deleted since: their page is gone, and nothing is sent to them. */
  gone: boolean;
};

/** "Send again" in that list as it is posted: the email, and the list to go back to. */
export const listedEmailSchema = userReferenceSchema.extend({
  emailId: z.string("INVALID"),
  listId: idSchema,
  status: z.enum(UNSENT_STATUSES, "INVALID"),
});

const unsentQuerySchema = z.object({
  status: z.enum(UNSENT_STATUSES).catch("failed"),
  after: z.uuid().optional().catch(undefined),
  again: z.uuid().optional().catch(undefined),
});

/** How the list is asked for in an address: the failed ones unless it says otherwise; what is malformed counts as not there. */
export const parseUnsentQuery = (query: Record<string, unknown>) => unsentQuerySchema.parse(query);

/** Some of them, newest first. */
export type UnsentPage = {
  emails: UnsentEmail[];
  /** Whether the list begins before these. */
  earlier: boolean;
  /** The id after which the list goes on; null at its end. */
  next: string | null;
};

/** One line of the mailbox's list. */
export type MailboxEntry = { id: string; from: string; to: string; subject: string; date: Date };

export type MailboxMessage = MailboxEntry & {
  html: string | null;
  text: string | null;
  headers: { name: string; value: string }[];
};

/** A page of the list. `newer` and `older` are the ids at which the neighbouring pages begin; null where there is none. */
export type MailboxPage = {
  entries: MailboxEntry[];
  /** Number of the first entry, counted from 1; 0 in an empty mailbox. */
  first: number;
  total: number;
  newer: string | null;
  older: string | null;
};

/** How the preview of emails shows one: as wide as a small phone or a reading pane, in light or dark colours, or as text. */
export const PREVIEW_WIDTHS = ["600", "320"] as const;
export type PreviewWidth = (typeof PREVIEW_WIDTHS)[number];
export const PREVIEW_SCHEMES = ["light", "dark"] as const;
export type PreviewScheme = (typeof PREVIEW_SCHEMES)[number];
export const PREVIEW_VIEWS = ["html", "text"] as const;
export type PreviewView = (typeof PREVIEW_VIEWS)[number];

/** What is looked at in the preview, as the address of its page has it. */
export type PreviewChoice = {
  email: PreviewName;
  language: Language;
  view: PreviewView;
  width: PreviewWidth;
  scheme: PreviewScheme;
};

export const previewHref = (choice: PreviewChoice) => `/mailbox/preview?${new URLSearchParams(choice)}`;

/** Where the frame of the preview gets the HTML. */
export const previewFrameSrc = ({ email, language, scheme }: PreviewChoice) =>
  `/mailbox/preview/html?${new URLSearchParams({ email, language, scheme })}`;

/** The ways to look at an email of the local mailbox; labels stand in the messages under `mailbox`. */
export const MAILBOX_VIEWS = ["html", "text", "headers"] as const;
export type MailboxView = (typeof MAILBOX_VIEWS)[number];
