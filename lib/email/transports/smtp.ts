import { createTransport } from "nodemailer";
import { AUTOMATIC_HEADERS, type EmailTransport, messageIdOf, TransportError } from "./contract";

const CONNECTION_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;

type SmtpFailure = { code?: string; responseCode?: number; response?: string; message?: string };

/** Nodemailer's errors: `code` tells the stage, `responseCode` and `response` what the server answered. */
function smtpError(error: unknown): TransportError {
  const { code = "", responseCode, response, message }: SmtpFailure = typeof error === "object" ? (error ?? {}) : {};
  if (code === "EAUTH" || code === "ENOAUTH" || responseCode === 530 || responseCode === 535) {
    // Credentials are put right by an administrator; the email should go out then.
    return new TransportError("sign_in_refused", { permanent: false, detail: response, cause: error });
  }
  const aboutThisEmail = code === "EENVELOPE" || code === "EMESSAGE";
  if (aboutThisEmail && (responseCode === undefined || responseCode >= 500)) {
    return new TransportError("refused", { permanent: true, detail: response ?? message, cause: error });
  }
  if (responseCode !== undefined) {
    return new TransportError("busy", { permanent: false, detail: response, cause: error });
  }
  return new TransportError("unreachable", { permanent: false, detail: message, cause: error });
}

/** Sends through an SMTP server. @param url e.g. `smtps://user:password@host:465` */
export function smtpTransport(url: string): EmailTransport {
  const transporter = createTransport({
    url,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      const { to, from, subject, html, text, headers } = message;
      try {
        const info = await transporter.sendMail({
          from,
          subject,
          html,
          text,
          // An object is taken as one address, whatever characters it has.
          to: { name: "", address: to },
          messageId: messageIdOf(message),
          headers: { ...AUTOMATIC_HEADERS, ...headers },
        });
        return { providerId: info.messageId };
      } catch (error) {
        throw smtpError(error);
      }
    },
  };
}
