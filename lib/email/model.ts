import type { PreviewName } from "@/emails/preview-props";
import type { Language } from "@/lib/vocabulary";

/** How an email stands. `sent`: the mail service accepted it; `delivered`: it says that the email arrived. */
export const EMAIL_STATUSES = ["queued", "sending", "sent", "delivered", "failed"] as const;

export type EmailStatus = (typeof EMAIL_STATUSES)[number];

/** The states in which an email hasn't arrived, as the list filters by them; the usual one first. */
export const UNSENT_STATUSES = ["failed", "queued"] as const;

export type UnsentStatus = (typeof UNSENT_STATUSES)[number];

/** How long an email that didn't go out is shown: no one acts on an older one. */
export const UNSENT_DAYS = 30;

/** Why an email did not go out; the texts are in the messages under `emails.failures`. */
export const DELIVERY_FAILURES = [
  "unreachable",
  "busy",
  "sign_in_refused",
  "refused",
  "bounced",
  "complained",
  "transport",
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

/**
 * Whether sending once more may help: not where the link is dead or the recipient objects, and one that has not been tried needs no
 * push.
 */
export function canSendAgain({ status, error }: { status: EmailStatus; error: DeliveryError | null }): boolean {
  if ((status !== "failed" && status !== "queued") || error === null) return false;
  return !error.failure.startsWith("link_") && error.failure !== "complained";
}

/** An email that has not arrived, as the list of them shows it. */
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
  /** Where the limit of its day is used up: when it goes out. */
  waitsUntil: Date | null;
  /** Whether the user or their company has been deleted since: their page is gone, and nothing is sent to them. */
  gone: boolean;
};

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

/** A page of the list. `newer` and `older` are the ids at which the neighboring pages begin; null where there is none. */
export type MailboxPage = {
  entries: MailboxEntry[];
  /** Number of the first entry, counted from 1; 0 in an empty mailbox. */
  first: number;
  total: number;
  newer: string | null;
  older: string | null;
};

/** How the preview of emails shows one: as wide as a small phone or a reading pane, in light or dark colors, or as text. */
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

/** The ways to look at an email of the local mailbox; labels are in the messages under `mailbox`. */
export const MAILBOX_VIEWS = ["html", "text", "headers"] as const;

export type MailboxView = (typeof MAILBOX_VIEWS)[number];
