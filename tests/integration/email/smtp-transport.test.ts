import PostalMime from "postal-mime";
import { readSmtpUrl } from "@/lib/connection-url/smtp-url";
import type { EmailMessage } from "@/lib/email/transports/contract";
import { closeSmtpPool, smtpTransport } from "@/lib/email/transports/smtp";
import { type SmtpStandIn, smtpAnswer, startSmtp } from "../../support/smtp-stand-in";

const message: EmailMessage = {
  id: "6d9a1f0e-2b51-4f57-9d3e-0c8f1f5f8d11",
  to: "zoe@contoso.example.com",
  from: { name: "Backstay", address: "mail@fjord.example.com" },
  subject: "Activate Account – Backstay",
  html: "<p>Zoë</p>",
  text: "Zoë\n",
};

let server: SmtpStandIn | undefined;

afterAll(closeSmtpPool);

afterEach(async () => {
  await server?.close();
  server = undefined;
});

test("an accepted email arrives whole, with a Message-ID made of its id", async () => {
  server = await startSmtp();
  const { providerId } = await smtpTransport(readSmtpUrl(server.url)).send(message);
  expect(providerId).toBe(`<${message.id}@fjord.example.com>`);
  const email = await PostalMime.parse(server.received[0] ?? "");
  expect(email).toMatchObject({ subject: message.subject, messageId: providerId });
  expect(email.to).toEqual([{ address: message.to, name: "" }]);
  expect(email.from).toEqual({ address: "mail@fjord.example.com", name: "Backstay" });
  expect(email.html?.trim()).toBe(message.html);
  expect(email.text?.trim()).toBe("Zoë");
  expect(email.headers.find((header) => header.key === "auto-submitted")?.value).toBe("auto-generated");
});

test.each([
  [550, "5.1.1 no such mailbox", { failure: "refused", permanent: true, detail: "550 5.1.1 no such mailbox" }],
  [451, "4.7.1 graylisted", { failure: "busy", permanent: false, detail: "451 4.7.1 graylisted", onlyRecipient: true }],
  [452, "4.2.2 mailbox full", { failure: "busy", permanent: false, onlyRecipient: true }],
  [421, "4.7.0 try later", { failure: "busy", permanent: false, onlyRecipient: false }],
  [450, "4.7.1 too much mail", { failure: "busy", permanent: false, onlyRecipient: false }],
])("a recipient answered with %i", async (code, text, expected) => {
  server = await startSmtp({ onRcptTo: (_address, _session, done) => done(smtpAnswer(code, text)) });
  await expect(smtpTransport(readSmtpUrl(server.url)).send(message)).rejects.toMatchObject({
    name: "TransportError",
    ...expected,
  });
  expect(server.received).toHaveLength(0);
});

test("a refused sign-in is tried again, and its password shows nowhere", async () => {
  server = await startSmtp({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(smtpAnswer(535, "5.7.8 authentication failed")),
  });
  const url = server.url.replace("smtp://", "smtp://mailer:hunter2hunter2@");
  const error = await smtpTransport(readSmtpUrl(url))
    .send(message)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ failure: "sign_in_refused", permanent: false });
  expect(String(error)).not.toContain("hunter2");
});

test.each([432, 454])("a sign-in answered with %i is put off, not refused", async (code) => {
  server = await startSmtp({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(smtpAnswer(code, "4.3.2 too many connections")),
  });
  const url = server.url.replace("smtp://", "smtp://mailer:hunter2hunter2@");
  await expect(smtpTransport(readSmtpUrl(url)).send(message)).rejects.toMatchObject({
    failure: "busy",
    onlyRecipient: false,
  });
});

test("credentials missing where the server wants them are tried again", async () => {
  server = await startSmtp({ authOptional: false });
  await expect(smtpTransport(readSmtpUrl(server.url)).send(message)).rejects.toMatchObject({
    failure: "sign_in_refused",
    permanent: false,
  });
});

test("a server that is down is tried again", async () => {
  const down = await startSmtp();
  await down.close();
  await expect(smtpTransport(readSmtpUrl(down.url)).send(message)).rejects.toMatchObject({
    failure: "unreachable",
    permanent: false,
    detail: expect.stringContaining("ECONNREFUSED"),
  });
});

test("an address with signs of a list goes to one mailbox", async () => {
  const recipients: string[] = [];
  server = await startSmtp({
    onRcptTo(address, _session, done) {
      recipients.push(address.address);
      done();
    },
  });
  await smtpTransport(readSmtpUrl(server.url))
    .send({ ...message, to: "a@example.com, b@example.com" })
    .catch(() => undefined);
  expect(recipients).not.toContain("b@example.com");
});
