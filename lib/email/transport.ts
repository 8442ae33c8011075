import { readSmtpUrl } from "@/lib/connection-url/smtp-url";
import { env } from "@/lib/env";
import type { EmailTransport } from "./transports/contract";
import { mailboxFolder, mailboxTransport } from "./transports/mailbox";
import { resendTransport } from "./transports/resend";
import { smtpTransport } from "./transports/smtp";

/** The way out that EMAIL_TRANSPORT names. */
export function emailTransport(): EmailTransport {
  const { EMAIL_TRANSPORT, DATA_DIR, RESEND_API_KEY = "", RESEND_BASE_URL, SMTP_URL = "" } = env();
  switch (EMAIL_TRANSPORT) {
    case "mailbox":
      return mailboxTransport(mailboxFolder(DATA_DIR));
    case "smtp":
      return smtpTransport(readSmtpUrl(SMTP_URL));
    case "resend":
      return resendTransport({ apiKey: RESEND_API_KEY, baseUrl: RESEND_BASE_URL });
  }
}
