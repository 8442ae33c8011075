import { emailTransport } from "@/lib/email/transport";
import type { EmailMessage } from "@/lib/email/transports/contract";
import { resetEnv } from "@/lib/env";

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
  resetEnv();
});

test("a way out that can't be made fails each email, names the variable, and repeats no secret", async () => {
  Object.assign(process.env, {
    EMAIL_TRANSPORT: "smtp",
    EMAIL_FROM: "portal@example.com",
    SMTP_URL: "smtps://user:hunter2@mail.example.com:0",
  });
  resetEnv();
  const error = await emailTransport()
    .send({} as EmailMessage)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    failure: "transport",
    permanent: false,
    detail: expect.stringMatching(/^SMTP_URL must/),
  });
  expect(String(error)).not.toContain("hunter2");
});
