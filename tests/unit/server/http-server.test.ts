import { get, type IncomingHttpHeaders, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { CommandError } from "@/lib/command-error";
import { keptForm, notePostedForm, noteRefusal } from "@/lib/form/kept-form";
import { TYPED_FIELD } from "@/lib/form/model";
import { assertPortIsFree, createHttpServer, drain, listen, localOrigin } from "@/lib/server/http-server";

function typed(): FormData {
  const form = new FormData();
  form.set(TYPED_FIELD, "{}");
  return form;
}

const seen: Record<string, unknown>[] = [];
let finish = () => {};
const server = createHttpServer("https://portal.example.com", async (request, response) => {
  seen.push({ ...request.headers });
  if (request.url === "/slow") await new Promise<void>((resolve) => (finish = resolve));
  if (request.url === "/forwards") {
    // As Next forwards an action: to this server, with the headers that came.
    await receive("/here", { ...request.headers, connection: "close" });
  }
  if (request.url === "/elsewhere") response.writeHead(307, { Location: "/login" });
  if (request.url === "/later") Object.assign(response, { statusCode: 307 }).setHeader("Location", "/login");
  if (request.url === "/form") {
    await notePostedForm(new Request("http://localhost/", { method: "POST", body: typed() }));
    noteRefusal("SIGNED_OUT");
    return void response.end(JSON.stringify(keptForm()?.reason ?? null));
  }
  response.end("done");
});
const port = () => (server.address() as AddressInfo).port;

/** Requests from another address of this machine than its usual one. */
function receive(path: string, headers: IncomingHttpHeaders, localAddress?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = {
      port: port(),
      host: "127.0.0.1",
      path,
      headers,
      agent: false,
      ...(localAddress && { localAddress }),
    };
    send(options, (response) => response.resume().once("end", resolve))
      .once("error", reject)
      .end();
  });
}

beforeAll(() => listen(server, "127.0.0.1", 0));
afterEach(() => seen.splice(0));
afterAll(() => drain(server, 100));

test("what a client claims about itself is replaced by what the socket says", async () => {
  const claims = { "X-Backstay-Peer": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example" };
  await fetch(`http://127.0.0.1:${port()}/`, { headers: claims });
  expect(seen[0]).toMatchObject({ "x-backstay-peer": "127.0.0.1", "x-forwarded-proto": "https" });
  expect(seen[0]).not.toHaveProperty("x-forwarded-host");
  expect(JSON.stringify(seen)).not.toMatch(/6\.6\.6\.6|evil/);
});

test("what the server requests of itself is for the client that it came from, and no one else can say so", async () => {
  await receive("/forwards", {}, "127.0.0.2");
  expect(seen.map((headers) => headers["x-backstay-peer"])).toEqual(["127.0.0.2", "127.0.0.2"]);
  const mark = String(seen[0]?.["x-backstay-peer-mark"]);
  const claim = (address: string, marked: string) =>
    receive("/", { "x-backstay-peer": address, "x-backstay-peer-mark": marked }, "127.0.0.3");
  await claim("203.0.113.9", mark);
  await claim("203.0.113.9", "");
  await claim("203.0.113.9", "made up");
  expect(seen.slice(2).map((headers) => headers["x-backstay-peer"])).toEqual(Array(3).fill("127.0.0.3"));
  // Of another process, or of one before.
  const other = createHttpServer("https://portal.example.com", async (request, response) => {
    seen.push({ ...request.headers });
    response.end();
  });
  await listen(other, "127.0.0.1", 0);
  const there = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  await fetch(there, { headers: { "x-backstay-peer": "127.0.0.2", "x-backstay-peer-mark": mark } });
  await drain(other, 100);
  expect(seen.at(-1)).toMatchObject({ "x-backstay-peer": "127.0.0.1" });
});

test("a form of our own origin is known under our own name", async () => {
  await fetch(`http://127.0.0.1:${port()}/`, { method: "POST", headers: { Origin: "https://portal.example.com" } });
  expect(seen[0]).toMatchObject({ "x-forwarded-host": "portal.example.com" });
});

test.each(["/elsewhere", "/later"])(
  "a form that is led elsewhere (%s) is not sent there a second time",
  async (path) => {
    const status = async (init: RequestInit) =>
      (await fetch(`http://127.0.0.1:${port()}${path}`, { redirect: "manual", ...init })).status;
    expect(await status({ method: "POST", body: "name=Anna" })).toBe(303);
    // The router of the browser reads such an answer itself.
    expect(await status({ method: "POST", body: "name=Anna", headers: { "Next-Action": "7f" } })).toBe(307);
    expect(await status({})).toBe(307);
  },
);

test("a form that is sent without JavaScript can be given back, and nothing else", async () => {
  const kept = async (init: RequestInit) => (await fetch(`http://127.0.0.1:${port()}/form`, init)).json();
  expect(await kept({ method: "POST", body: typed() })).toBe("signedOut");
  expect(await kept({ method: "POST", body: typed(), headers: { "Next-Action": "7f" } })).toBeNull();
  expect(await kept({})).toBeNull();
});

test("a port that is taken is reported before anything is done", async () => {
  await expect(assertPortIsFree("127.0.0.1", port())).rejects.toThrow(CommandError);
  await expect(assertPortIsFree("127.0.0.1", port())).rejects.toThrow(/in use by another program/);
  await expect(assertPortIsFree("192.0.2.1", 3000)).rejects.toThrow(/not an address of this machine/);
});

test("a running request finishes, new ones are refused, idle connections don't hold up the end", async () => {
  const slow = new Promise<string>((resolve, reject) => {
    get({ port: port(), path: "/slow", headers: { Connection: "keep-alive" } }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    }).on("error", reject);
  });
  while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const address = `http://127.0.0.1:${port()}/`;
  const drained = drain(server, 5000);
  await expect(fetch(address)).rejects.toThrow();
  finish();
  expect(await slow).toBe("done");
  await drained;
});

test.each([
  ["127.0.0.1", "http://127.0.0.1:80"],
  ["0.0.0.0", "http://127.0.0.1:80"],
  ["::", "http://[::1]:80"],
  ["::1", "http://[::1]:80"],
  ["portal.local", "http://portal.local:80"],
])("this process reaches itself on %s by %s", (host, origin) => {
  expect(localOrigin(host, 80)).toBe(origin);
});
