import { readSmtpUrl } from "@/lib/connection-url/smtp-url";
import { EnvError, env } from "@/lib/env";
import { log } from "@/lib/log";
import { type EmailTransport, TransportError } from "./transports/contract";
import { mailboxFolder, mailboxTransport } from "./transports/mailbox";
import { resendTransport } from "./transports/resend";
import { smtpTransport } from "./transports/smtp";

/** The way out that EMAIL_TRANSPORT names. One that can't be made fails each email with the reason. Never throws. */
export function emailTransport(): EmailTransport {
  try {
    return configuredTransport();
  } catch (error) {
    log.error({ err: error }, "the way out for emails can't be made");
    // What the configuration says about itself holds no values; other errors might.
    const detail = error instanceof EnvError ? error.problems.join("; ") : null;
    return {
      send: () => Promise.reject(new TransportError("transport", { permanent: false, detail, cause: error })),
    };
  }
}

function configuredTransport(): EmailTransport {
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
