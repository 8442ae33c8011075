import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emailTransport } from "@/lib/email/transport";
import { closeSmtpPool } from "@/lib/email/transports/smtp";
import { SELF_SIGNED, type SmtpStandIn, startSmtp } from "../../support/smtp-stand-in";
import { useTestEnv } from "../../support/test-env";

const email = {
  id: "6d9a1f0e-2b51-4f57-9d3e-0c8f1f5f8d11",
  to: "zoe@contoso.example.com",
  from: { name: "Backstay", address: "mail@fjord.example.com" },
  subject: "Activate Account – Backstay",
  html: "<p>Zoë</p>",
  text: "Zoë\n",
};

let server: SmtpStandIn;

afterEach(async () => {
  useTestEnv({ EMAIL_FROM: undefined, SMTP_URL: undefined, SMTP_CA_FILE: undefined });
  await server.close();
});
afterAll(closeSmtpPool);

/** Sends as configured. @returns the error, or how many emails the server has. */
async function send(parameters = "", caFile?: string): Promise<unknown> {
  useTestEnv({
    EMAIL_TRANSPORT: "smtp",
    EMAIL_FROM: "mail@fjord.example.com",
    SMTP_URL: `${server.url}${parameters}`,
    SMTP_CA_FILE: caFile,
  });
  return emailTransport()
    .send(email)
    .then(() => server.received.length)
    .catch((error: unknown) => error);
}

describe.each(["smtps", "starttls"] as const)("a mail server with a self-signed certificate, by %s", (tls) => {
  beforeEach(async () => {
    server = await startSmtp({ tls });
  });

  test("gets nothing, and the reason is said, unless the operator decides otherwise", async () => {
    expect(await send()).toMatchObject({ failure: "unreachable", detail: expect.stringMatching(/self-signed/) });
    expect(server.received).toEqual([]);
  });

  test("gets emails when its certificate is in SMTP_CA_FILE, under its own name only", async () => {
    expect(await send("", SELF_SIGNED.cert)).toBe(1);
    expect(await send("?tls.servername=mail.example.com", SELF_SIGNED.cert)).toMatchObject({
      failure: "unreachable",
      detail: expect.stringMatching(/mail\.example\.com/),
    });
  });

  test("gets emails unchecked with tls.rejectUnauthorized=false", async () => {
    expect(await send("?tls.rejectUnauthorized=false")).toBe(1);
  });
});

test("a file that is gone since the start is named on each email", async () => {
  server = await startSmtp({ tls: "smtps" });
  const folder = mkdtempSync(join(tmpdir(), "backstay-ca-"));
  const file = join(folder, "ca.pem");
  copyFileSync(SELF_SIGNED.cert, file);
  expect(await send("", file)).toBe(1);
  rmSync(folder, { recursive: true });
  const error = await emailTransport()
    .send(email)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    failure: "transport",
    detail: expect.stringMatching(/^SMTP_CA_FILE must name a file/),
  });
});
