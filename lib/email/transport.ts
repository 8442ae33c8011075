import { readCertificates } from "@/lib/connection-url/certificates";
import { ConnectionUrlError } from "@/lib/connection-url/connection-url";
import { readSmtpUrl, type SmtpServer } from "@/lib/connection-url/smtp-url";
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
    const detail = configurationProblem(error);
    return {
      send: () => Promise.reject(new TransportError("transport", { permanent: false, detail, cause: error })),
    };
  }
}

function configuredTransport(): EmailTransport {
  const { EMAIL_TRANSPORT, DATA_DIR, RESEND_API_KEY = "", RESEND_BASE_URL, SMTP_URL = "", SMTP_CA_FILE } = env();
  switch (EMAIL_TRANSPORT) {
    case "mailbox":
      return mailboxTransport(mailboxFolder(DATA_DIR));
    case "smtp":
      return smtpTransport(mailServer(SMTP_URL, SMTP_CA_FILE));
    case "resend":
      return resendTransport({ apiKey: RESEND_API_KEY, baseUrl: RESEND_BASE_URL });
  }
}

/** The mail server, and whose certificates it may have: those of the file instead of the public ones. */
function mailServer(url: string, caFile: string | undefined): SmtpServer {
  const server = readSmtpUrl(url);
  return caFile === undefined ? server : { ...server, tls: { ...server.tls, ca: readCertificates(caFile) } };
}

/** What the configuration says about itself holds no values; other errors might. */
function configurationProblem(error: unknown): string | null {
  if (error instanceof EnvError) return error.problems.join("; ");
  // What is left to read since the start is the file: it may be gone.
  return error instanceof ConnectionUrlError ? `SMTP_CA_FILE ${error.message}` : null;
}
