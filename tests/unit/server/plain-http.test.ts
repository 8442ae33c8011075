import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpServer, drain, listen } from "@/lib/server/http-server";
import { cameOverHttp } from "@/lib/server/plain-http";
import { LANGUAGES } from "@/lib/vocabulary";
import { text } from "../../support/words";

type Headers = Record<string, string>;

const APP = "https://portal.example.com";
const PAGE = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
/** What Chromium, Firefox and Safari send when a page is opened over http. */
const HTTP_BROWSER = { ...PAGE, "accept-encoding": "gzip, deflate", "upgrade-insecure-requests": "1" };
/** And over https. */
const HTTPS_BROWSER = {
  ...PAGE,
  "accept-encoding": "gzip, deflate, br, zstd",
  "upgrade-insecure-requests": "1",
  "sec-fetch-site": "none",
};
const TEXT_BROWSER = { ...PAGE, "accept-encoding": "gzip" };

const servers = [APP, "http://portal.example.com"].map((appUrl) =>
  createHttpServer(appUrl, async (_request, response) => void response.end("the page")),
);
beforeAll(() => Promise.all(servers.map((server) => listen(server, "127.0.0.1", 0))));
afterAll(() => Promise.all(servers.map((server) => drain(server, 100))));

async function open(path: string, headers: Headers, { at = 0, method = "GET" } = {}) {
  const port = (servers[at]?.address() as AddressInfo | undefined)?.port;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port, host: "127.0.0.1", path, method, headers }, resolve).on("error", reject).end();
  });
  let body = "";
  for await (const piece of answer) body += piece;
  return { status: answer.statusCode, headers: answer.headers, body };
}

test.each<[string, Headers]>([
  ["a browser", HTTP_BROWSER],
  ["a browser behind a proxy that says so", { ...HTTP_BROWSER, "x-forwarded-proto": "http" }],
  ["a text browser behind a proxy that says so", { ...TEXT_BROWSER, "x-forwarded-proto": "http" }],
])("%s that came over http reads where the portal is, and no action or page runs", async (_who, headers) => {
  const { status, headers: sent, body } = await open("/activate/a.b?language=fr", headers);
  expect(status).toBe(400);
  expect(body).toContain(`<a href="${APP}/activate/a.b?language=fr">${APP}</a>`);
  expect(sent).toMatchObject({
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  expect(sent).not.toHaveProperty("strict-transport-security");
  expect((await open("/login", headers, { method: "POST" })).status).toBe(400);
});

test.each(LANGUAGES)("it is said in %s", async (language) => {
  const { body } = await open("/login", { ...HTTP_BROWSER, "accept-language": language });
  expect(body).toContain(text("requests.plainHttpTitle", {}, language));
  expect(body).toContain(text("requests.plainHttp", {}, language));
  expect(body).toContain(`<html lang="${language}">`);
});

test.each<[string, string, Headers]>([
  ["a browser over https", "/login", HTTPS_BROWSER],
  ["one whose proxy takes no Brotli", "/login", { ...HTTPS_BROWSER, "accept-encoding": "gzip" }],
  // Proxies in a row: the inner one often names the scheme of the outer one's request.
  ["one behind a proxy that says http of it", "/login", { ...HTTPS_BROWSER, "x-forwarded-proto": "http" }],
  ["an older one that has no Sec-Fetch-Site", "/login", { ...HTTP_BROWSER, "accept-encoding": "gzip, deflate, br" }],
  ["a text browser behind a proxy that says nothing", "/login", TEXT_BROWSER],
  ["one of several proxies", "/login", { ...HTTP_BROWSER, "x-forwarded-proto": "https, http" }],
  ["a monitor", "/api/health", HTTP_BROWSER],
  ["a script", "/login", { accept: "*/*", "upgrade-insecure-requests": "1" }],
  ["the router", "/login", { ...HTTP_BROWSER, rsc: "1" }],
])("%s gets what it asked for", async (_who, path, headers) => {
  expect(await open(path, headers)).toMatchObject({ status: 200, body: "the page" });
});

test("a portal at http is one for everyone", async () => {
  expect(await open("/login", HTTP_BROWSER, { at: 1 })).toMatchObject({ status: 200 });
});

test("an address that tries to lead elsewhere stays below the portal's own", async () => {
  for (const path of ["//evil.example/x", "/\\evil.example", "/@evil.example"]) {
    const { body } = await open(path, HTTP_BROWSER);
    expect(/href="([^"]*)"/.exec(body)?.[1]).toMatch(/^https:\/\/portal\.example\.com\//);
  }
});

test("without any header that tells, nothing is claimed", () => {
  expect(cameOverHttp({ headers: {} })).toBe(false);
});
