import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { authSecrets } from "@/lib/auth/keys";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { limitingBodies, readActions } from "@/lib/server/body-limits";
import { useTestEnv } from "../../support/test-env";
import { text } from "../../support/words";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
const USAGE_KEY = "a-key-of-the-tests-for-usage-reports-alone";
const BRANDING = "/portal/12/settings/branding";

const handled: number[] = [];
const server = createServer(
  limitingBodies(async (request, response) => {
    let bytes = 0;
    for await (const piece of request) bytes += piece.length;
    handled.push(bytes);
    response.end(String(bytes));
  }),
);
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  useTestEnv({ USAGE_API_KEY: USAGE_KEY });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => handled.splice(0));
afterAll(() => server.close());

/** Posts so many bytes, with their number or in chunks that do not say it. */
async function post(path: string, bytes: number, headers: Record<string, string> = {}, chunked = false) {
  const body = new Uint8Array(bytes);
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes; at += 16_000) controller.enqueue(body.subarray(at, at + 16_000));
      controller.close();
    },
  });
  const init = chunked ? { body: stream, duplex: "half" } : { body };
  const response = await fetch(`${origin()}${path}`, { method: "POST", headers, ...init } as RequestInit);
  return { status: response.status, text: await response.text() };
}

const cookie = async (salt = sessionCookieName()) => ({
  Cookie: `a=b; ${sessionCookieName()}=${await encode({ token: { sub: "1" }, secret: authSecrets(), salt })}; c=d`,
});

describe.each([
  ["that says its length", false],
  ["in chunks", true],
])("a body %s", (_name, chunked) => {
  test("of 64 kB arrives whole anywhere", async () => {
    expect(await post("/login/code", 64 * KILOBYTE, {}, chunked)).toEqual({ status: 200, text: String(64 * KILOBYTE) });
  });

  test.each([64 * KILOBYTE + 1, 4 * MEGABYTE])("of %i bytes reaches nobody", async (bytes) => {
    expect(await post("/login/code", bytes, {}, chunked)).toEqual({ status: 413, text: "Payload Too Large\n" });
    expect(handled).toEqual([]);
  });

  test.each([
    [BRANDING, 3 * MEGABYTE],
    ["/portal/12/users/import", MEGABYTE],
    ["/portal/12/settings/license-agreement/draft/pt-BR?saved=1", 2 * MEGABYTE],
  ])("to %s may have more for a session, and for nobody else", async (path, bytes) => {
    expect(await post(path, bytes, await cookie(), chunked)).toEqual({ status: 200, text: String(bytes) });
    expect((await post(path, bytes + 1, await cookie(), chunked)).status).toBe(413);
    expect((await post(path, bytes, await cookie("another purpose"), chunked)).status).toBe(413);
    expect((await post(path, bytes, { Cookie: `${sessionCookieName()}=x` }, chunked)).status).toBe(413);
    expect((await post(path, bytes, {}, chunked)).status).toBe(413);
    expect(handled).toEqual([bytes]);
  });

  test("to report usage may have more for its key", async () => {
    const bytes = 512 * KILOBYTE;
    const key = { Authorization: `Bearer ${USAGE_KEY}` };
    expect((await post("/api/usage", bytes, key, chunked)).status).toBe(200);
    expect((await post("/api/usage", bytes + 1, key, chunked)).status).toBe(413);
    expect((await post("/api/usage", bytes, { Authorization: "Bearer other" }, chunked)).status).toBe(401);
    expect((await post("/api/usage", bytes, await cookie(), chunked)).status).toBe(401);
    expect(handled).toEqual([bytes]);
  });
});

test("a session opens the addresses of uploads and no others", async () => {
  for (const path of [
    "/portal/12",
    "/portal/12/settings/branding/other",
    "/account",
    "/api/usage",
    "/api/webhooks/resend",
  ])
    expect((await post(path, 65 * KILOBYTE, await cookie())).status).not.toBe(200);
});

test("who is refused reads why, with the way back to the form, and nothing of the product's name", async () => {
  const page = await fetch(`${origin()}//evil.example/form?a="b`, {
    method: "POST",
    body: new Uint8Array(30 * MEGABYTE),
    headers: { Accept: "text/html", "Accept-Language": "de" },
  });
  expect([page.status, page.headers.get("content-type")]).toEqual([413, "text/html; charset=utf-8"]);
  const html = await page.text();
  expect(html).toContain('<html lang="de">');
  expect(html).toContain(text("requests.tooLarge", {}, "de"));
  expect(html).toMatch(/href="\/evil\.example\/form\?a=(%22|&#34;)b"/);
  expect(html).not.toContain("Backstay");
});

describe("the parts of a form", () => {
  const form = (parts: number) => {
    const data = new FormData();
    for (let part = 0; part < parts; part++) data.append("a", "");
    return data;
  };
  const send = async (body: FormData) => (await fetch(`${origin()}/login`, { method: "POST", body })).status;

  test("may be hundreds, but not thousands", async () => {
    expect(await send(form(400))).toBe(200);
    expect(await send(form(550))).toBe(413);
  });

  test("are counted wherever the pieces are cut", async () => {
    const boundary = "----cut";
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`;
    const body = Buffer.from(`${part.repeat(520)}--${boundary}--\r\n`);
    const status = await new Promise((resolve, reject) => {
      const headers = { "Content-Type": `multipart/form-data; boundary=${boundary}` };
      const sent = httpRequest(`${origin()}/login`, { method: "POST", headers }, ({ statusCode }) =>
        resolve(statusCode),
      );
      sent.on("error", reject);
      for (let at = 0; at < body.length; at += 7) sent.write(body.subarray(at, at + 7));
      sent.end();
    });
    expect(status).toBe(413);
  });
});

test("an action that the build does not have is refused before its body is read", async () => {
  const root = mkdtempSync(join(tmpdir(), "backstay-actions-"));
  mkdirSync(join(root, ".next", "server"), { recursive: true });
  writeFileSync(
    join(root, ".next", "server", "server-reference-manifest.json"),
    JSON.stringify({ node: { "40ab": {} }, edge: {}, encryptionKey: "x" }),
  );
  readActions(root);
  expect((await post("/login", 10, { "Next-Action": "40ab" })).status).toBe(200);
  expect(await post("/login", 10, { "Next-Action": "40ac" })).toEqual({
    status: 409,
    text: "Server Action unavailable.",
  });
  expect(handled).toEqual([10]);
});
