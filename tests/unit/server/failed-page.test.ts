import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createHttpServer, drain, listen } from "@/lib/server/http-server";
import { text } from "../../support/words";

const EMPTY = '<!DOCTYPE html><html id="__next_error__"><head></head><body><script>draw()</script></body></html>';
const WHOLE = "<!DOCTYPE html><html lang=en><head></head><body>a page</body></html>";

/** Answers as Next does: the status and the headers first, then the document, compressed and in pieces. */
const server = createHttpServer("http://localhost", async (request, response) => {
  const [, status, document, way] = (request.url ?? "").split("/");
  response.statusCode = Number(status);
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Content-Security-Policy", "style-src 'self' 'nonce-abc='");
  response.setHeader("x-request-id", "bcd234");
  const body = document === "empty" ? EMPTY : WHOLE;
  if (way === "head") response.writeHead(Number(status), { "X-Kept": "yes" });
  if (way !== "gzip") response.write(body.slice(0, 20));
  else response.setHeader("Content-Encoding", "gzip");
  response.end(way === "gzip" ? gzipSync(body) : body.slice(20));
});
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    headers: { accept: "text/html", ...headers },
  });

beforeAll(() => listen(server, "127.0.0.1", 0));
afterAll(() => drain(server, 100));

test.each(["plain", "gzip", "head"])("a page that failed says so before any script runs (%s)", async (way) => {
  const response = await get(`/500/empty/${way}`, { "accept-language": "de" });
  expect([response.status, response.headers.get("content-encoding")]).toEqual([500, null]);
  if (way === "head") expect(response.headers.get("x-kept")).toBe("yes");
  const html = await response.text();
  expect(html).toContain('<html id="__next_error__" lang="de">');
  expect(html).toContain(`<title>${text("unexpected.title", {}, "de")}</title>`);
  expect(html).toContain('<style nonce="abc=">');
  expect(html).toContain(`${text("unexpected.reference", {}, "de")} bcd234`);
  expect(html).toContain(`<a href="/500/empty/${way}">${text("unexpected.retry", {}, "de")}</a><a href="/start">`);
  // What draws the page of error.tsx in its place is still there.
  expect(html).toContain("<script>draw()</script>");
  expect(html).not.toContain("Backstay");
});

test("a page that doesn't exist says the same for every address", async () => {
  const [one, other] = await Promise.all([get("/404/empty/one"), get("/404/empty/other")]);
  const html = await one.text();
  expect([one.status, html]).toEqual([404, await other.text()]);
  expect(html).toContain(`<h1>${text("notFound.title")}</h1>`);
});

test.each([
  ["a page of its own", "/404/whole", {}, WHOLE],
  ["an answer that went well", "/200/empty", {}, EMPTY],
  ["what a script asked for", "/500/empty", { rsc: "1" }, EMPTY],
])("%s passes as it is", async (_what, path, headers, body) => {
  expect(await (await get(path, headers as Record<string, string>)).text()).toBe(body);
});
