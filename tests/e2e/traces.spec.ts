import { builtActions } from "../isolation/build";
import { post } from "../isolation/http";
import { expect, test, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate } from "./support/steps";

/** What an attacker types, everywhere: it must be in no line of the log. */
const TYPED = "made-up-0123456789-made-up-0123456789";

const own = useInstallation(() =>
  startOwnInstallation([], {
    USAGE_API_KEY: "the-key-that-no-attacker-of-this-test-has",
    RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from("no attacker of this test has it").toString("base64")}`,
  }),
);

test("attacks are counted and logged, without what was typed", async ({ page, request }) => {
  await activate(page, own.link(await newestEmail("admin@example.com", { dataDir: own.dataDir })));
  await page.goto("/portal");
  await acceptAgreement(page);

  expect((await page.request.get("/portal/999999/users")).status()).toBe(404);
  expect((await page.request.get("/portal/999999/users/csv")).status()).toBe(404);
  const evil = { Origin: "https://evil.example" };
  expect((await request.post("/login", { headers: evil, form: { login: TYPED } })).status()).toBe(403);
  await request.get(`/activate/${TYPED}`);
  const authorization = { Authorization: `Bearer ${TYPED}` };
  const signature = { "svix-id": TYPED, "svix-timestamp": "1", "svix-signature": `v1,${TYPED}` };
  for (let time = 0; time < 5; time++) {
    expect((await request.post("/api/usage", { headers: authorization, data: {} })).status()).toBe(401);
    expect((await request.post("/api/webhooks/resend", { headers: signature, data: {} })).status()).toBe(401);
  }
  expect((await request.post("/login", { headers: { "Next-Action": TYPED }, data: TYPED })).status()).toBe(409);
  expect((await request.post("/login", { data: TYPED.repeat(2000) })).status()).toBe(413);
  const action = builtActions().find(({ name }) => name.endsWith("forgot-password/actions.ts#submitForgotPassword"));
  const call = { id: action?.id ?? "", path: "/forgot-password", fields: { login: TYPED } };
  for (let time = 0; time < 6; time++) await post(Number(new URL(own.origin).port), call, "script", undefined);

  const logged = () =>
    own
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  // The last line is the lock's; what a process prints comes here by a pipe.
  await expect.poll(() => logged().flatMap(({ limit }) => limit ?? [])).toEqual(["reset-login"]);
  expect(new Set(logged().flatMap(({ refusal }) => refusal ?? []))).toEqual(
    new Set([
      "out_of_reach",
      "cross_site",
      "unknown_link",
      "wrong_key",
      "unknown_action",
      "body_too_large",
      "unknown_login",
      "over_limit",
    ]),
  );
  // Wrong keys of both kinds.
  expect(logged()).toContainEqual(expect.objectContaining({ refusal: "wrong_key", inMinute: 10 }));
  // From wherever Next ran it, and without what was typed.
  expect(logged().find(({ refusal }) => refusal === "cross_site")).toMatchObject({
    level: "warn",
    inMinute: 1,
    address: "127.0.0.1",
    requestId: expect.stringMatching(/^[2-9a-z]{12}$/),
  });
  expect(own.output()).not.toContain(TYPED);
});
