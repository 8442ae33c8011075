import { builtActions } from "../isolation/build";
import { post } from "../isolation/http";
import { pattern } from "../support/words";
import { expect, test, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { acceptAgreement, activate } from "./support/steps";

const own = useInstallation();

test("the health check answers that all is well, and no cache keeps that", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
  expect(response.headers()["cache-control"]).toContain("no-store");
});

for (const path of ["/login", "/forgot-password", "/no-such-page", "/activate/made-up"]) {
  test(`${path} runs only scripts with its own nonce`, async ({ request, page }) => {
    const responses = [await request.get(path), await request.get(path)];
    const nonces = [];
    for (const response of responses) {
      const policy = response.headers()["content-security-policy"] ?? "";
      const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1];
      expect(policy).not.toContain("unsafe");
      const html = await response.text();
      const scripts = html.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      expect(html).not.toMatch(/<[a-z][^>]* (style|on[a-z]+)="/);
      nonces.push(nonce);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
    // The console fixture fails this test when the browser refuses anything on the page.
    await page.goto(path);
    await page.waitForLoadState("networkidle");
  });
}

test("every answer carries the protective headers", async ({ request }) => {
  for (const path of ["/login", "/api/health", "/no-such-page"]) {
    const headers = (await request.get(path)).headers();
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("strict-transport-security");
  }
  expect((await request.get("/activate/made-up")).headers()["referrer-policy"]).toBe("no-referrer");
  expect((await request.get("/reset-password/made-up")).headers()["referrer-policy"]).toBe("no-referrer");
});

test("the request id is ours, whatever a client sends", async ({ request }) => {
  const response = await request.get("/login", { headers: { "X-Request-Id": "mine" } });
  expect(response.headers()["x-request-id"]).toMatch(/^[2-9a-z]{12}$/);
});

test("the build's own files are not sniffed and are kept", async ({ request }) => {
  const html = await (await request.get("/login")).text();
  const path = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? "";
  const headers = (await request.get(path)).headers();
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cache-control"]).toContain("immutable");
});

test("forms of other websites are refused in words", async ({ request }) => {
  const sources: [string, string][] = [
    ["Origin", "https://evil.example"],
    ["Origin", "null"],
    ["Sec-Fetch-Site", "cross-site"],
  ];
  for (const [name, value] of sources) {
    const headers = { [name]: value };
    const response = await request.post("/login", { headers, form: { login: "alice" } });
    expect(response.status()).toBe(403);
    expect(response.headers()["content-type"]).toContain("text/plain");
    expect(await response.text()).toMatch(pattern("requests.crossSite"));
  }
});

test("a body that no form of ours has is refused, whether it says its length or not", async ({ request, baseURL }) => {
  const response = await request.post("/login", { data: Buffer.alloc(65 * 1024) });
  expect(response.status()).toBe(413);
  const body = new ReadableStream({
    start(controller) {
      for (let piece = 0; piece < 65; piece++) controller.enqueue(new Uint8Array(1024));
      controller.close();
    },
  });
  const chunked = await fetch(`${baseURL}/login`, { method: "POST", body, duplex: "half" } as RequestInit);
  expect(chunked.status).toBe(413);
});

test("a page leads the signed-out on without being rendered", async ({ request }) => {
  const response = await request.get("/account/security?a=b", { maxRedirects: 0 });
  expect(response.status()).toBe(307);
  expect((await response.body()).length).toBeLessThan(200);
  expect(response.headers().location).toMatch(/\/login\?next=%2Faccount%2Fsecurity%3Fa%3Db$/);
  expect(response.headers()["content-security-policy"]).toContain("default-src 'none'");
  const wrong = await request.get("/account", { maxRedirects: 0, headers: { Cookie: "backstay.session=made.up" } });
  expect(wrong.status()).toBe(307);
  expect((await wrong.body()).length).toBeLessThan(200);
});

test("an action that is posted to a page without it is done for the client that it came from", async ({ page }) => {
  const administrator = "admin@example.com";
  await activate(page, own.link(await newestEmail(administrator, { dataDir: own.dataDir })));
  await page.goto("/portal");
  await acceptAgreement(page);
  await expect(page).toHaveURL(/\/portal\/\d+\//);
  const home = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");

  const action = builtActions().find(({ name }) => name.endsWith("forgot-password/actions.ts#submitForgotPassword"));
  expect(action?.pages).toEqual(["/forgot-password"]);
  const call = { id: action?.id ?? "", path: "/login", fields: { login: administrator } };
  const headers = { "X-Backstay-Peer": "203.0.113.9", "X-Forwarded-For": "203.0.113.9" };
  const answer = await post(
    Number(new URL(own.origin).port),
    { ...call, headers, from: "127.0.0.2" },
    "script",
    undefined,
  );
  expect(answer.headers["x-action-redirect"]).toMatch(/^\/forgot-password\/sent/);
  expect(JSON.stringify(answer.headers)).not.toMatch(/peer/i);

  const log = await (await page.request.get(`${home}/audit-log/csv`)).text();
  const line = log.split("\r\n").filter((one) => one.includes("user.request_password_reset"));
  expect(line).toEqual([expect.stringContaining("127.0.0.2")]);
});
