import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { applyRules, type ResponseRule } from "@/lib/server/response-rules";

let rules: ResponseRule[] = [];
let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
const server = createServer((request, response) => {
  applyRules(request, response, rules);
  handle(request, response);
});
const get = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ANSWERS: [string, (response: ServerResponse) => void][] = [
  ["in one go", (response) => response.end("what was meant")],
  [
    "in pieces",
    (response) => {
      response.write("what ");
      response.write("was ");
      response.end("meant");
    },
  ],
  ["headers first", (response) => response.writeHead(200, { "X-Said": "yes" }).end("what was meant")],
  [
    "headers long before the body",
    (response) => {
      response.flushHeaders();
      response.end(Buffer.from("what was meant"));
    },
  ],
];

test.each(ANSWERS)("each rule is asked once before an answer goes out %s", async (_name, send) => {
  const asked: string[] = [];
  rules = ["first", "second"].map((name) => (_request, response) => {
    asked.push(name);
    response.statusCode += 1;
    return undefined;
  });
  handle = (_request, response) => send(response);
  const response = await get();
  expect([response.status, await response.text(), asked]).toEqual([202, "what was meant", ["first", "second"]]);
});

test.each(ANSWERS)(
  "a rule replaces an answer that goes out %s, and those after it aren't asked",
  async (name, send) => {
    const asked: string[] = [];
    rules = [
      (_request, response) => async (body) => {
        response.statusCode = 203;
        return `instead of ${body}`;
      },
      () => {
        asked.push("second");
        return undefined;
      },
    ];
    handle = (_request, response) => {
      send(response);
      response.end("a second end");
    };
    const response = await get();
    expect([response.status, await response.text(), asked]).toEqual([203, "instead of what was meant", []]);
    if (name === "headers first") expect(response.headers.get("x-said")).toBe("yes");
  },
);

test("who waits for a piece to be written goes on, though it is held back", async () => {
  rules = [() => async (body) => `${body}!`];
  handle = (_request, response) => void response.write("held", () => response.end(" back"));
  expect(await (await get()).text()).toBe("held back!");
});

test("a replacement that fails ends the connection and doesn't leave it waiting", async () => {
  rules = [() => () => Promise.reject(new Error("no words"))];
  handle = (_request, response) => response.end();
  await expect(get()).rejects.toThrow();
});
