import { createHmac, randomBytes } from "node:crypto";
import { asActor, asSystem } from "@/db";
import { emails } from "@/db/tables";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { listUnsentEmails } from "@/lib/email/list-unsent-emails";
import { canSendAgain } from "@/lib/email/model";
import { latestEmailOf } from "@/lib/email/queries";
import { readResendEvent, recordResendEvent } from "@/lib/email/resend-events";
import { resendTransport } from "@/lib/email/transports/resend";
import { AppError } from "@/lib/errors";
import { sendEmailAgain } from "@/lib/users/send-email-again";
import { refusal, setColumn } from "../../support/inspect";
import {
  administratorOf,
  createInstallation,
  type Installation,
  keepOneEmail,
  readEmail,
  recordingTransport,
} from "../../support/outbox";
import { startResend } from "../../support/resend-stand-in";
import { useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();

const KEY = randomBytes(24);
const SECRET = `whsec_${KEY.toString("base64")}`;
const FIVE_MINUTES = 300;
const nowInSeconds = () => Math.floor(Date.now() / 1000);

let place: Installation;
let emailId: string;
let acceptedAs: string;

beforeEach(async () => {
  useTestEnv({ RESEND_WEBHOOK_SECRET: SECRET });
  place = await createInstallation();
  emailId = await keepOneEmail(place.customerAdminId);
  await deliverDueEmails({ transport: recordingTransport() });
  acceptedAs = `provider-${emailId}`;
});
afterEach(() => useTestEnv({ RESEND_WEBHOOK_SECRET: undefined }));

/** The headers with which Resend would send a body. */
function signed(body: string, { key = KEY, at = nowInSeconds(), id = "msg_1" } = {}): Headers {
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return new Headers({ "svix-id": id, "svix-timestamp": String(at), "svix-signature": `v1,${signature}` });
}

const read = (body: string, headers: Headers) => {
  try {
    return readResendEvent(body, headers);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

const about = (more: object = {}, email = acceptedAs) => ({
  created_at: "2026-11-30T10:00:00.000Z",
  data: { email_id: email, from: "a@b.example", to: ["zoe@contoso.example.com"], subject: "Hello", ...more },
});
const DELIVERED = () => ({ type: "email.delivered", ...about() });
const BOUNCED = () => ({
  type: "email.bounced",
  ...about({ bounce: { message: "550 5.1.1\r\nno such <b>user</b>", subType: "General", type: "Permanent" } }),
});
const COMPLAINED = () => ({ type: "email.complained", ...about() });
const REFUSED = () => ({ type: "email.failed", ...about({ failed: { reason: "reached_daily_quota" } }) });

describe("a signature", () => {
  const body = JSON.stringify({ type: "email.delivered", data: { email_id: "1" } });

  test("of the configured secret lets the event in, also beside one of another secret while secrets are changed", () => {
    expect(read(body, signed(body))).toEqual(JSON.parse(body));
    const both = signed(body);
    both.set("svix-signature", `v1,${randomBytes(32).toString("base64")} ${both.get("svix-signature")}`);
    expect(read(body, both)).toEqual(JSON.parse(body));
  });

  test("that doesn't fit is refused: another secret, another body, another moment, none", () => {
    const good = signed(body);
    const without = (name: string) => {
      const headers = new Headers(good);
      headers.delete(name);
      return headers;
    };
    const changed = (name: string, value: string) => {
      const headers = new Headers(good);
      headers.set(name, value);
      return headers;
    };
    const signature = good.get("svix-signature") ?? "";
    for (const headers of [
      signed(body, { key: randomBytes(24) }),
      signed(`${body} `),
      changed("svix-id", "msg_2"),
      changed("svix-timestamp", String(nowInSeconds() + 1)),
      changed("svix-timestamp", "soon"),
      changed("svix-signature", signature.replace("v1,", "v2,")),
      changed("svix-signature", "v1"),
      changed("svix-signature", signature.slice(0, -2)),
      changed("svix-signature", ""),
      ...["svix-id", "svix-timestamp", "svix-signature"].map(without),
      new Headers(),
    ]) {
      expect(read(body, headers)).toBe("FORBIDDEN");
    }
  });

  test("older than five minutes, or from as far ahead, is refused", () => {
    for (const at of [nowInSeconds() - FIVE_MINUTES - 5, nowInSeconds() + FIVE_MINUTES + 5]) {
      expect(read(body, signed(body, { at }))).toBe("FORBIDDEN");
    }
    expect(read(body, signed(body, { at: nowInSeconds() - FIVE_MINUTES + 60 }))).toEqual(JSON.parse(body));
  });

  test("without a secret in the configuration there is no such address", () => {
    useTestEnv({ RESEND_WEBHOOK_SECRET: undefined });
    expect(read(body, signed(body))).toBe("NOT_FOUND");
  });

  test("of something that is no JSON is no event", () => {
    expect(read("{", signed("{"))).toBeNull();
  });
});

test.each([
  ["bounced", BOUNCED, { failure: "bounced", detail: "550 5.1.1 no such <b>user</b>" }],
  ["complained", COMPLAINED, { failure: "complained", detail: null }],
  ["not sent after all", REFUSED, { failure: "refused", detail: "reached_daily_quota" }],
])("an email that was %s shows on the user and in the list", async (_what, event, error) => {
  expect(await recordResendEvent(event())).toBe(true);
  const admin = await administratorOf(place.customerId);
  const last = await asActor(admin, (tx) =>
    latestEmailOf(tx, { id: place.customerAdminId, tenantId: place.customerId }),
  );
  expect(last).toMatchObject({ status: "failed", error, sentAt: expect.any(Date) });
  const { emails: listed } = await listUnsentEmails(admin, place.customerId, { status: "failed" });
  expect(listed).toMatchObject([{ id: emailId, error }]);
});

test("one that arrived is delivered, and in no list", async () => {
  expect(await recordResendEvent(DELIVERED())).toBe(true);
  expect(await readEmail(emailId)).toMatchObject({ status: "delivered", lastError: null });
  const admin = await administratorOf(place.customerId);
  expect((await listUnsentEmails(admin, place.customerId, { status: "failed" })).emails).toEqual([]);
});

test("events come in any order and more than once: the result is the same", async () => {
  const events = [DELIVERED, BOUNCED, COMPLAINED];
  const orders = events.flatMap((a) =>
    events.flatMap((b) => (a === b ? [] : [[a, b, ...events.filter((each) => each !== a && each !== b), a, b, a]])),
  );
  for (const order of orders) {
    await setColumn("emails", emailId, "status = 'sent', last_error = null");
    for (const event of order) await recordResendEvent(event());
    expect(await readEmail(emailId)).toMatchObject({ status: "failed", lastError: "complained" });
  }
  await setColumn("emails", emailId, "status = 'sent', last_error = null");
  for (const event of [BOUNCED, DELIVERED, BOUNCED, DELIVERED]) await recordResendEvent(event());
  expect(await readEmail(emailId)).toMatchObject({ status: "failed", lastError: expect.stringMatching(/^bounced: /) });
});

test("what tells nothing, is about another's email, or can't be read changes nothing", async () => {
  const before = await readEmail(emailId);
  for (const event of [
    { type: "email.opened", ...about() },
    { type: "email.sent", ...about() },
    { type: "constructor", ...about() },
    { type: "email.bounced", ...about({}, "another") },
    {
      type: "email.bounced",
      ...about({ tags: { backstay_email: "00000000-0000-4000-8000-000000000001" } }, "another"),
    },
    { type: "email.bounced", ...about({ tags: { backstay_email: "' or true --" } }, "another") },
    // Another email of the same account may carry our tag; ours is known under another name.
    { type: "email.bounced", ...about({ tags: { backstay_email: emailId } }, "another") },
    { type: "email.bounced", data: {} },
    { type: "contact.created", data: { id: "1" } },
    null,
    [],
    "email.bounced",
  ]) {
    expect(await recordResendEvent(event)).toBe(false);
  }
  expect(await readEmail(emailId)).toEqual(before);
});

test("an event that is quicker than the answer, or comes instead of it, is not lost, and the email isn't sent twice", async () => {
  const tagged = { ...about({ tags: { backstay_email: emailId } }), type: "email.delivered" };
  for (const state of ["status = 'sending'", "status = 'queued'", "status = 'failed', last_error = 'unreachable'"]) {
    await setColumn("emails", emailId, `${state}, provider_id = null, sent_at = null`);
    expect(await recordResendEvent(tagged)).toBe(true);
    expect(await readEmail(emailId)).toMatchObject({ status: "delivered", providerId: acceptedAs, lastError: null });
    expect(await deliverDueEmails({ transport: recordingTransport() })).toMatchObject({ sent: 0 });
  }
});

test("a returned email can be sent again, as another one for Resend, and what is said of the first no longer counts", async () => {
  const resend = await startResend();
  try {
    await recordResendEvent(BOUNCED());
    const admin = await administratorOf(place.customerId);
    await sendEmailAgain(admin, { tenantId: place.customerId, userId: place.customerAdminId, emailId });
    expect(await recordResendEvent(BOUNCED())).toBe(false);
    expect(await recordResendEvent(COMPLAINED())).toBe(false);
    const transport = resendTransport({ apiKey: "re_test_key", baseUrl: resend.baseUrl });
    expect(await deliverDueEmails({ transport })).toMatchObject({ sent: 1 });
    const [request] = resend.requests;
    expect(request?.key).toBe(`${emailId}-${acceptedAs}`);
    expect(request?.email).toMatchObject({ tags: [{ name: "backstay_email", value: emailId }] });
    expect(await recordResendEvent(BOUNCED())).toBe(false);
    expect(await readEmail(emailId)).toMatchObject({ status: "sent", providerId: `resend-${request?.key}` });
  } finally {
    await resend.close();
  }
});

test("who reported an email as spam doesn't get it again", async () => {
  await recordResendEvent(COMPLAINED());
  const admin = await administratorOf(place.customerId);
  const again = { tenantId: place.customerId, userId: place.customerAdminId, emailId };
  expect(await refusal(sendEmailAgain(admin, again))).toEqual({ code: "EMAIL_COMPLAINED" });
  expect(canSendAgain({ status: "failed", error: { failure: "complained", detail: null } })).toBe(false);
  expect(canSendAgain({ status: "failed", error: { failure: "bounced", detail: null } })).toBe(true);
});

test("other emails stay as they are", async () => {
  const other = { ...(await readEmail(emailId)), id: "00000000-0000-4000-8000-000000000002", providerId: "other" };
  await asSystem("test", (tx) => tx.insert(emails).values(other));
  await recordResendEvent(BOUNCED());
  expect(await readEmail(other.id)).toMatchObject({ status: "sent", lastError: null });
});
