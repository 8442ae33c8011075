import type { AddressInfo } from "node:net";
import { isConnectionError, noticingOutages, outageOf, refusalInWords, stepDownError } from "@/db/unavailable";
import { createHttpServer, drain, listen } from "@/lib/server/http-server";
import { text } from "../../support/words";

const lost = Object.assign(new Error("write CONNECTION_CLOSED"), { code: "CONNECTION_CLOSED" });
const wrapped = new Error("Failed query", { cause: lost });
const readOnly = Object.assign(new Error("cannot execute UPDATE in a read-only transaction"), { code: "25006" });
const constraint = Object.assign(new Error("duplicate key"), { code: "23505" });

/** Answers as Next does: headers first, then 500 when the page could not be made, in one go or in pieces. */
const server = createHttpServer("http://localhost", async (request, response) => {
  const fails = { "/bug": constraint, "/read-only": readOnly }[request.url ?? ""] ?? wrapped;
  if (request.url !== "/fine") {
    await noticingOutages(() => Promise.reject(fails)).catch(() => {
      response.setHeader("Content-Type", "text/html");
      response.setHeader("X-Frame-Options", "DENY");
      response.statusCode = request.url === "/handled" ? 200 : 500;
      if (request.url === "/page") response.setHeader("Content-Encoding", "gzip");
    });
  }
  if (request.url === "/head") response.writeHead(500, { Vary: "rsc" });
  if (request.url === "/pieces") response.write("<html");
  response.end("the page itself");
});
const get = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    ...init,
    headers: { accept: "text/html", ...init.headers },
  });

beforeAll(() => listen(server, "127.0.0.1", 0));
afterAll(() => drain(server, 100));

test.each(["/page", "/pieces", "/head"])(
  "a page that failed for want of a database (%s) is answered by 503 and a way on",
  async (path) => {
    const response = await get(path);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    const html = await response.text();
    expect(html).toContain(`<h1>${text("outage.title")}</h1>`);
    expect(html).toContain('http-equiv="refresh"');
    expect(html).not.toContain("the page itself");
  },
);

test("a page that a database refuses says so", async () => {
  const response = await get("/read-only");
  expect(response.status).toBe(503);
  const html = await response.text();
  expect(html).toContain(text("outage.refuses"));
  expect(html).not.toContain(text("outage.text"));
});

test("a form that was sent is not sent again by itself", async () => {
  const html = await (await get("/page", { method: "POST", body: "x" })).text();
  expect(html).not.toContain("http-equiv");
  expect(html).toContain(text("outage.sending"));
});

test("a program gets a line and no page", async () => {
  const response = await get("/page", { headers: { rsc: "1" } });
  expect([response.status, await response.text()]).toEqual([503, "Service Unavailable\n"]);
});

test.each([
  ["an answer", "/fine", 200],
  ["a mistake of ours", "/bug", 500],
  ["a refusal that the page itself shows", "/handled", 200],
])("%s passes as it is", async (_what, path, status) => {
  const response = await get(path);
  expect([response.status, await response.text()]).toEqual([status, "the page itself"]);
});

const withCode = (code: string) => Object.assign(new Error("failed"), { code });

test.each([
  ["postgres.js without a connection", lost, true],
  ["the same within drizzle's error", wrapped, true],
  ["Postgres that is stopped", withCode("57P01"), true],
  ["a connection exception", withCode("08006"), true],
  ["a constraint", constraint, false],
  ["an error that only sounds like it", new Error("CONNECTION_CLOSED"), false],
  ["no error at all", "CONNECTION_CLOSED", false],
])("%s: whether the connection is the trouble", (_what, error, expected) => {
  expect(isConnectionError(error)).toBe(expected);
});

test.each([
  ["no connection", lost, "down"],
  ["a connection that was ended", withCode("57P01"), "down"],
  ["a server that starts or stops", withCode("57P03"), "refuses"],
  ["no connection left", withCode("53300"), "refuses"],
  ["a read-only server", new Error("Failed query", { cause: readOnly }), "refuses"],
  ["a full disk", withCode("53100"), "refuses"],
  ["a rejected password", withCode("28P01"), "refuses"],
  ["a missing database", withCode("3D000"), "refuses"],
  ["a missing role", stepDownError(withCode("22023")), "refuses"],
  ["a role that may not be taken", stepDownError(new Error("x", { cause: withCode("42501") })), "refuses"],
  ["a lost connection in place of the role", stepDownError(lost), "down"],
  ["a right that a query lacks", withCode("42501"), null],
  ["a constraint", constraint, null],
  ["no error at all", "25006", null],
])("%s: how the database is away", (_what, error, outage) => {
  expect(outageOf(error)).toBe(outage);
  expect(refusalInWords(error)).toMatch(/^the database [\w -]+$|^the disk of the database is full$/);
});
