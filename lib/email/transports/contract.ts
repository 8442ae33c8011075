import type { DeliveryError, DeliveryFailure } from "@/lib/email/model";
import { formatDeliveryError } from "@/lib/email/model";
import type { Sender } from "@/lib/fields/sender";

/** An email ready to go. `id` is the outbox row's: the key by which a service recognizes a repeated attempt. */
export type EmailMessage = {
  id: string;
  /** What the service called it when it accepted it before; null for the first time. Then it's another email for the service. */
  acceptedAs?: string | null;
  to: string;
  from: Sender;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
};

/** A way out for emails. `send` can be called again with the same ID after an attempt whose result wasn't seen. */
export type EmailTransport = {
  /** @throws TransportError */
  send: (message: EmailMessage) => Promise<{ providerId: string | null }>;
};

const DETAIL_MAX_CHARACTERS = 300;

/** Keeps what a service said on one line and short; its words are shown to administrators. */
function tidyDetail(detail: string | null | undefined): string | null {
  const line = (detail ?? "").replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line === "" ? null : line.slice(0, DETAIL_MAX_CHARACTERS);
}

/** Why an email could not be handed over. The message is fit for an administrator and holds no credentials. */
export class TransportError extends Error implements DeliveryError {
  readonly failure: DeliveryFailure;
  readonly detail: string | null;
  /** True when trying again cannot help. */
  readonly permanent: boolean;
  /** How much later to try again, where the service said so. */
  readonly retryAfterMs: number | null;
  /** True where a service is busy only with this email or its recipient (mailbox full, graylisting): no reason to hold others back. */
  readonly onlyRecipient: boolean;

  constructor(
    failure: DeliveryFailure,
    options: {
      permanent: boolean;
      detail?: string | null;
      retryAfterMs?: number | null;
      onlyRecipient?: boolean;
      cause?: unknown;
    },
  ) {
    const detail = tidyDetail(options.detail);
    super(formatDeliveryError({ failure, detail }), { cause: options.cause });
    this.name = "TransportError";
    this.failure = failure;
    this.detail = detail;
    this.permanent = options.permanent;
    this.onlyRecipient = options.onlyRecipient ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Whether the mail service can't take anything right now, rather than this email. */
export const isBusy = ({ failure, onlyRecipient }: TransportError) => failure === "busy" && !onlyRecipient;

/** Tells vacation responders and list programs that no person wrote this. */
export const AUTOMATIC_HEADERS = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/** A Message-ID made of the outbox row's id, so that repeated attempts are one message to programs that compare. */
export function messageIdOf({ id, from }: EmailMessage): string {
  return `<${id}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`;
}

/** An address as nodemailer takes it: an object, so that no sign in it has a meaning. */
export const mailboxOf = ({ name, address }: Sender) => ({ name: name ?? "", address });
