import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { closeSmtpPool, smtpTransport } from "@/lib/email/transports/smtp";
import { ODDITIES, type Oddity, startOddMailServer } from "../../support/odd-mail-server";
import { createInstallation, keepOneEmail, readEmail } from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

afterAll(closeSmtpPool);

const LIMITS_MS = { connection: 1_000, silence: 1_000, whole: 4_000 };

/** What the email says afterwards: the failure, and words of the detail. */
const SAYS: Record<Oddity, RegExp | null> = {
  "offers only XOAUTH2": /^sign_in_refused: .*XOAUTH2/,
  "closes after EHLO": /^unreachable: /,
  "never answers": /^unreachable: /,
  "greets without end": /^unreachable: /,
  "answers STARTTLS with something else than TLS": /^unreachable: /,
  "sends a line of 8 MB": /^(unreachable|transport|refused): /,
  "answers 421 in DATA": /^busy: 421 4\.7\.0 try later/,
  "sends garbage": /^(unreachable|refused): /,
  "closes in DATA": /^unreachable: /,
  "accepts, then never answers QUIT": null,
  "never answers the email itself": /^unreachable: /,
  "answers HTTP": /^(unreachable|refused): /,
};

test.each(ODDITIES)("a mail server that %s costs one attempt, not the process", async (oddity) => {
  const emailId = await keepOneEmail((await createInstallation()).customerAdminId);
  const server = await startOddMailServer(oddity);
  const auth = { user: "mailer", pass: "hunter2" };
  const transport = smtpTransport({ host: "127.0.0.1", port: server.port, secure: false, auth }, LIMITS_MS);
  try {
    await deliverDueEmails({ transport });
    const email = await readEmail(emailId);
    const says = SAYS[oddity];
    if (says === null) expect(email).toMatchObject({ status: "sent", lastError: null });
    else {
      expect(email.status).toBe("queued");
      expect(email.lastError).toMatch(says);
    }
    expect(email.lastError ?? "").not.toContain("hunter2");
  } finally {
    await server.close();
  }
});
