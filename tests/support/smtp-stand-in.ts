import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

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
  } = {},
): Promise<SmtpStandIn> {
  const { acceptAfterMs = 0, ...handlers } = options;
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
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
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
