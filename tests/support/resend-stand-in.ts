import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Email = { to: string; from: string; subject: string; html: string; text: string; headers: Record<string, string> };
type Answer = { status: number; body: unknown; headers?: Record<string, string> };

export type ResendStandIn = {
  baseUrl: string;
  requests: { key: string | undefined; authorization: string | undefined; email: Email }[];
  /** Emails that left, one a key: what Resend does with a repeated key. */
  delivered: Map<string, Email>;
  /** Answered in place of accepting, until set back to null. */
  answer: Answer | null;
  /** Accepts the email but breaks the connection before the answer. */
  hangUp: boolean;
  close: () => Promise<void>;
};

/** An HTTP server that speaks the part of Resend's API in use and insists on the idempotency key. */
export async function startResend(): Promise<ResendStandIn> {
  const standIn: ResendStandIn = {
    baseUrl: "",
    requests: [],
    delivered: new Map(),
    answer: null,
    hangUp: false,
    close: () => Promise.resolve(),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const header = request.headers["idempotency-key"];
      const key = Array.isArray(header) ? header[0] : header;
      const email = JSON.parse(chunks.map(String).join("")) as Email;
      standIn.requests.push({ key, authorization: request.headers.authorization, email });
      const { status, body, headers } = standIn.answer ?? accept(key, email);
      if (standIn.hangUp) return request.socket.destroy();
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
    });
  });

  function accept(key: string | undefined, email: Email): Answer {
    if (!key) return resendRefusal(400, "invalid_idempotency_key", "The key must be between 1-256 chars");
    const before = standIn.delivered.get(key);
    if (before && JSON.stringify(before) !== JSON.stringify(email)) {
      return resendRefusal(409, "invalid_idempotent_request", "Same key used with a different payload");
    }
    standIn.delivered.set(key, email);
    return { status: 200, body: { id: `resend-${key}` } };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  standIn.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return standIn;
}

/** An answer of Resend that refuses. */
export const resendRefusal = (statusCode: number, name: string, message: string): Answer => ({
  status: statusCode,
  body: { statusCode, name, message },
});
