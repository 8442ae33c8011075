import { Resend } from "resend";
import { formatSender } from "@/lib/fields/sender";
import { AUTOMATIC_HEADERS, type EmailTransport, TransportError } from "./contract";

const REQUEST_TIMEOUT_MS = 30_000;

/** Under this name the service repeats the outbox row's ID in what it reports (lib/email/resend-events.ts). */
export const ID_TAG = "backstay_email";

type ResendFailure = { name?: string; statusCode?: number | null; message?: string };

/** `Retry-After` in seconds or as a date of the service's clock; null where there is none that can be read. */
function retryAfterOf(headers: Record<string, string> | null): number | null {
  const value = headers?.["retry-after"] ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers?.date ?? "");
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function resendError(
  { name = "", statusCode, message = "" }: ResendFailure,
  retryAfterMs: number | null,
): TransportError {
  if (statusCode === null) return new TransportError("unreachable", { permanent: false });
  const detail = [statusCode, name, message].filter(Boolean).join(" ");
  if (name === "missing_api_key" || name === "invalid_api_key" || name === "restricted_api_key") {
    return new TransportError("sign_in_refused", { permanent: false, detail });
  }
  if (statusCode === 400 || statusCode === 422) return new TransportError("refused", { permanent: true, detail });
  // An unverified domain or a wrong address of the service is put right by an administrator: worth trying again.
  if (statusCode === 403 || statusCode === 404) return new TransportError("refused", { permanent: false, detail });
  // 409: an attempt to send this very email is still under way.
  return new TransportError("busy", { permanent: false, detail, retryAfterMs, onlyRecipient: statusCode === 409 });
}

/** Sends through Resend, with the outbox row's ID as the idempotency key. `baseUrl` points tests at a stand-in. */
export function resendTransport(options: { apiKey: string; baseUrl?: string | undefined }): EmailTransport {
  const resend = new Resend(options.apiKey, options.baseUrl ? { baseUrl: options.baseUrl } : {});
  return {
    async send({ id, acceptedAs, to, from, subject, html, text, headers }) {
      const {
        data,
        error,
        headers: answered,
      } = await resend.emails
        .send(
          {
            to,
            from: formatSender(from),
            subject,
            html,
            text,
            headers: { ...AUTOMATIC_HEADERS, ...headers },
            tags: [{ name: ID_TAG, value: id }],
          },
          { idempotencyKey: acceptedAs ? `${id}-${acceptedAs}` : id, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) },
        )
        .catch((cause: unknown) => {
          throw new TransportError("unreachable", { permanent: false, cause });
        });
      // The service has this key with other words (the company was renamed meanwhile): the email is out already.
      if (error?.name === "invalid_idempotent_request") return { providerId: null };
      if (error) throw resendError(error, retryAfterOf(answered));
      return { providerId: data.id };
    },
  };
}
