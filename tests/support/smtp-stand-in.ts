import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A certificate that no one but itself vouches for, for localhost and 127.0.0.1, and its key. Valid for a hundred years. */
export const SELF_SIGNED = {
  cert: join(import.meta.dirname, "certificates", "cert.pem"),
  key: join(import.meta.dirname, "certificates", "key.pem"),
};

export type SmtpStandIn = {
  url: string;
  /** Source of every email accepted. */
  received: string[];
  close: () => Promise<void>;
};

/** An error as smtp-server answers it. */
export const smtpAnswer = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** A real SMTP server on a free port of this machine. */
export async function startSmtp(
  options: Pick<SMTPServerOptions, "onRcptTo" | "onMailFrom" | "onAuth" | "authOptional"> & {
    acceptAfterMs?: number;
    /** Speaks TLS with the self-signed certificate: from the start, or after STARTTLS. */
    tls?: "smtps" | "starttls";
  } = {},
): Promise<SmtpStandIn> {
  const { acceptAfterMs = 0, tls, ...handlers } = options;
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: tls ? [] : ["STARTTLS"],
    ...(tls && { secure: tls === "smtps", key: readFileSync(SELF_SIGNED.key), cert: readFileSync(SELF_SIGNED.cert) }),
    allowInsecureAuth: true,
    ...handlers,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () =>
        setTimeout(() => {
          received.push(chunks.map(String).join(""));
          done();
        }, acceptAfterMs),
      );
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `${tls === "smtps" ? "smtps" : "smtp"}://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
