import PostalMime from "postal-mime";
import { readSmtpUrl } from "@/lib/connection-url/smtp-url";
import { resendTransport } from "@/lib/email/transports/resend";
import { closeSmtpPool, smtpTransport } from "@/lib/email/transports/smtp";
import { readSender } from "@/lib/fields/sender";
import { startResend } from "../../support/resend-stand-in";
import { startSmtp } from "../../support/smtp-stand-in";

const emailFrom = (from: string) => ({
  id: "6d9a1f0e-2b51-4f57-9d3e-0c8f1f5f8d11",
  to: "zoe@contoso.example.com",
  from: readSender(from),
  subject: "Activate Account – Backstay",
  html: "<p>Zoë</p>",
  text: "Zoë\n",
});

afterAll(closeSmtpPool);

test.each([
  ["Acme, Inc. <portal@example.com>", "Acme, Inc.", "portal@example.com"],
  ['The "Vault" <portal@example.com>', 'The "Vault"', "portal@example.com"],
  ["Müller & Söhne – 備份 <portal@example.com>", "Müller & Söhne – 備份", "portal@example.com"],
  ["a@b.example <portal@example.com>", "a@b.example", "portal@example.com"],
  ["portal@münchen.example", "", "portal@xn--mnchen-3ya.example"],
])("a mail server gets %s as one sender, its address in ASCII", async (from, name, address) => {
  const server = await startSmtp();
  try {
    await smtpTransport(readSmtpUrl(server.url)).send(emailFrom(from));
    const email = await PostalMime.parse(server.received[0] ?? "");
    expect(email.from).toEqual({ name, address: expect.stringMatching(/^portal@/) });
    // As it is on the wire: the reader shows an internationalized domain in Unicode.
    expect(/^From: .*(\r?\n[ \t].*)*/m.exec(server.received[0] ?? "")?.[0]).toContain(address);
  } finally {
    await server.close();
  }
});

test.each([
  ["Acme, Inc. <portal@example.com>", '"Acme, Inc." <portal@example.com>'],
  ['The "Vault" <portal@example.com>', '"The \\"Vault\\"" <portal@example.com>'],
  ["portal@münchen.example", "portal@xn--mnchen-3ya.example"],
])("Resend gets %s as %s", async (from, expected) => {
  const server = await startResend();
  try {
    await resendTransport({ apiKey: "re_test_key", baseUrl: server.baseUrl }).send(emailFrom(from));
    expect(server.requests[0]?.email).toMatchObject({ from: expected });
  } finally {
    await server.close();
  }
});
