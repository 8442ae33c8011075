import type { EmailMessage } from "@/lib/email/transports/contract";
import { resendTransport } from "@/lib/email/transports/resend";
import { type ResendStandIn, resendRefusal, startResend } from "../../support/resend-stand-in";

const message: EmailMessage = {
  id: "6d9a1f0e-2b51-4f57-9d3e-0c8f1f5f8d11",
  to: "zoe@contoso.example.com",
  from: { name: "Backstay", address: "mail@fjord.example.com" },
  subject: "Activate Account – Backstay",
  html: "<p>Zoë</p>",
  text: "Zoë\n",
};

let server: ResendStandIn;

beforeEach(async () => {
  server = await startResend();
});

afterEach(() => server.close());

const send = () => resendTransport({ apiKey: "re_test_key", baseUrl: server.baseUrl }).send(message);

test("an accepted email carries the row's id as idempotency key", async () => {
  expect(await send()).toEqual({ providerId: `resend-${message.id}` });
  const [request] = server.requests;
  expect(request).toMatchObject({ key: message.id, authorization: "Bearer re_test_key" });
  const { id: _id, ...content } = message;
  expect(request?.email).toMatchObject({
    ...content,
    from: '"Backstay" <mail@fjord.example.com>',
    headers: { "Auto-Submitted": "auto-generated" },
  });
});

test("an attempt whose answer got lost is repeated under the same key and leaves one email", async () => {
  server.hangUp = true;
  await expect(send()).rejects.toMatchObject({ failure: "unreachable", permanent: false });
  server.hangUp = false;
  expect(await send()).toEqual({ providerId: `resend-${message.id}` });
  expect(server.requests.map((request) => request.key)).toEqual([message.id, message.id]);
  expect(server.delivered.size).toBe(1);
});

test("a key that was taken with other words means that the email is out", async () => {
  await send();
  const { send: resend } = resendTransport({ apiKey: "re_test_key", baseUrl: server.baseUrl });
  expect(await resend({ ...message, subject: "Other words" })).toEqual({ providerId: null });
  expect(server.delivered.size).toBe(1);
});

test.each([
  [400, "validation_error", { failure: "refused", permanent: true }],
  [422, "validation_error", { failure: "refused", permanent: true }],
  [401, "missing_api_key", { failure: "sign_in_refused", permanent: false }],
  [403, "invalid_api_key", { failure: "sign_in_refused", permanent: false }],
  [403, "validation_error", { failure: "refused", permanent: false }],
  [409, "concurrent_idempotent_requests", { failure: "busy", permanent: false, onlyRecipient: true }],
  [429, "rate_limit_exceeded", { failure: "busy", permanent: false }],
  [429, "daily_quota_exceeded", { failure: "busy", permanent: false }],
  [500, "internal_server_error", { failure: "busy", permanent: false }],
])("%i %s", async (status, name, expected) => {
  server.answer = resendRefusal(status, name, "what the service says");
  await expect(send()).rejects.toMatchObject({
    name: "TransportError",
    detail: `${status} ${name} what the service says`,
    ...expected,
  });
});

test("how long Resend asks to wait is kept", async () => {
  const refusal = resendRefusal(429, "rate_limit_exceeded", "too many requests");
  server.answer = { ...refusal, headers: { "retry-after": "7" } };
  await expect(send()).rejects.toMatchObject({ failure: "busy", retryAfterMs: 7_000, onlyRecipient: false });
  server.answer = refusal;
  await expect(send()).rejects.toMatchObject({ failure: "busy", retryAfterMs: null });
});

test("an answer that is not Resend's, from a proxy between, is tried again", async () => {
  server.answer = { status: 502, body: "<html>bad gateway</html>" };
  await expect(send()).rejects.toMatchObject({ permanent: false });
});

test("a service that is down is tried again, and the key shows nowhere", async () => {
  await server.close();
  const error = await send().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ failure: "unreachable", permanent: false });
  expect(String(error)).not.toContain("re_test_key");
});
