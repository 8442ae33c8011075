import { connect } from "node:net";
import { cases } from "../support/drill";
import { text } from "../support/words";
import { ACTIONS } from "./actions";
import { type BuiltAction, builtActions, builtRoutes } from "./build";
import { drawing, gather, type Member } from "./cast";
import { type Answer, send } from "./http";
import { type Installation, startInstallation } from "./installation";
import { type DAMAGES, type OddRequest, oddRequests, type Twist } from "./odd-requests";
import { SEED } from "./seed-of-run";
import { type Target, targetOf, worldOf } from "./world";

/*
 * What no page of ours sends is refused in words and under the protective headers, and is never a failure of our own: no 500, no
 * stack in the log. First kind by kind, then at random.
 */

const world = worldOf(SEED);
const draw = drawing(SEED);

let installation: Installation;
let actions: Map<string, BuiltAction>;
let cast: Member[];
/** How much the log had when it was up. */
let before: number;

beforeAll(async () => {
  installation = await startInstallation(world, "warn");
  actions = new Map(builtActions().map((action) => [action.name, action]));
  cast = await gather(world, installation, draw);
  before = installation.printed().length;
});
afterAll(() => installation?.stop());

/** The lines of the log. What is none was printed by someone else, and nobody else should. */
function linesOf(printed: string): Record<string, unknown>[] {
  const whole = printed.slice(0, printed.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").filter((line) => line !== "");
  return lines.map((line) => (line.startsWith("{") ? JSON.parse(line) : { level: "error", msg: line }));
}

/** The lines about an answer. They come by a pipe of their own, but in their order. */
async function linesAbout(answer: Answer): Promise<Record<string, unknown>[]> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const about = linesOf(installation.printed()).filter(
      ({ requestId }) => requestId === answer.headers["x-request-id"],
    );
    if (about.length > 0) return about;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [];
}

const isOurFailure = ({ level, err }: Record<string, unknown>) =>
  level === "error" || level === "fatal" || JSON.stringify(err ?? "").includes("\\n    at ");

/** What the log tells of failures of our own, up to now. */
async function ourFailures(): Promise<object[]> {
  await linesAbout(await send(installation.port, "/%"));
  return linesOf(installation.printed().slice(before)).filter(isOurFailure);
}

/** The protective headers that an answer lacks. */
function missingHeaders({ headers }: Answer): string[] {
  const needed = [
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "content-security-policy",
    "cache-control",
  ];
  return needed.filter((name) => !headers[name]);
}

const boss = () => cast.find(({ standing, person }) => standing === "admin" && person.tenant.kind === "partner");
const LOGIN = "app/(auth)/login/actions.ts#submitLogin";
const html = { Accept: "text/html" };

async function refused(asked: Promise<Answer>, status: number): Promise<Answer> {
  const answer = await asked;
  expect(answer.status).toBe(status);
  expect(missingHeaders(answer)).toEqual([]);
  return answer;
}

/** Refused in words, with one line in the log that says so and no more. */
async function expectWords(asked: Promise<Answer>, status: number, fields: object): Promise<void> {
  const answer = await refused(asked, status);
  expect(answer.body).toContain(text("requests.unreadableTitle"));
  expect(answer.body).not.toMatch(/\n {4}at /);
  await expectOneLine(answer, { status, ...fields });
}

async function expectOneLine(answer: Answer, fields: object): Promise<void> {
  const lines = await linesAbout(answer);
  expect(lines).toEqual([expect.objectContaining({ level: "warn", msg: "a request was refused", ...fields })]);
}

describe("an address that is none", () => {
  test.each([
    "/portal/%FF",
    "/portal/1/users/%E0%A4%A",
    "/activate/%zz",
    "/mailbox/%c0",
    "/brand/logo/%FF",
    "/%",
    "/portal/1/audit-log?person=%00",
    "/portal/1/search?q=a%00b",
    "/login?next=%00",
    "/activate/%00",
  ])("%s is refused in words, signed in or not", async (path) => {
    for (const cookie of [undefined, boss()?.cookie]) {
      await expectWords(send(installation.port, path, { cookie, headers: html }), 400, { method: "GET" });
    }
  });

  test("is refused to a program by a line, and to a browser in its language", async () => {
    expect((await send(installation.port, "/portal/%FF")).body).toBe("Bad Request\n");
    const german = await send(installation.port, "/%", { headers: { ...html, "Accept-Language": "de" } });
    expect(german.body).toContain('<html lang="de">');
  });

  test("does not put the secret of a link into the log", async () => {
    const answer = await send(installation.port, "//activate/secret%FF");
    expect(JSON.stringify(await linesAbout(answer))).toContain("/activate/[redacted]");
  });
});

describe("a method that nothing answers to", () => {
  test.each(["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"])("%s is refused", async (method) => {
    const answer = await refused(send(installation.port, "/login", { method, headers: html }), 405);
    expect(answer.headers.allow).toBe("GET, HEAD, POST, OPTIONS");
    await expectOneLine(answer, { status: 405, method });
  });

  test("nor does the server as a whole: OPTIONS *", async () => {
    const answer = await refused(send(installation.port, "*", { method: "OPTIONS" }), 400);
    await expectOneLine(answer, { status: 400, method: "OPTIONS" });
  });
});

describe("what no form sends", () => {
  const login = () => actions.get(LOGIN)?.id ?? "";
  const script = (rows: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(rows)) body.append(name, value);
    const headers = { "Next-Action": login(), Accept: "text/html" };
    return send(installation.port, "/login", { method: "POST", body, headers });
  };
  const form = (rows: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(rows)) body.append(name, value);
    return send(installation.port, "/login", { method: "POST", body, headers: html });
  };
  const bytes = (body: string, type: string, headers: Record<string, string> = {}) =>
    send(installation.port, "/login", {
      method: "POST",
      body: Buffer.from(body),
      headers: { "Content-Type": type, Accept: "text/html", ...headers },
    });

  test.each<[string, () => Promise<Answer>]>([
    ["an action without a form", () => script({ "0": '[{"status":"idle"}]' })],
    ["an action with something else", () => script({ "0": '[{"status":"idle"},{"entries":"x"}]' })],
    ["an action with a reference to nothing", () => script({ "0": '["$Q7"]' })],
    ["an action with no JSON", () => script({ "0": "[1," })],
    ["a form whose arguments are no JSON", () => form({ $ACTION_REF_1: "", "$ACTION_1:0": "{" })],
    [
      "a multipart body without an end",
      () => bytes('--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[', "multipart/form-data; boundary=x"),
    ],
    [
      "the same to an action",
      () =>
        bytes('--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[', "multipart/form-data; boundary=x", {
          "Next-Action": login(),
        }),
    ],
    ["a multipart body without a boundary", () => bytes("x", "multipart/form-data")],
    ["an action whose body is no JSON", () => bytes("{", "text/plain;charset=UTF-8", { "Next-Action": login() })],
  ])("%s is refused in words", async (_name, ask) => {
    await expectWords(ask(), 400, { method: "POST", path: "/login" });
  });

  test("a link that is no text is refused in words", async () => {
    for (const name of ["activate", "reset-password", "confirm-email"]) {
      const action = [...actions.values()].find((each) => each.name.includes(`(auth)/${name}/`));
      const body = new FormData();
      body.append("0", '[{"toString":1},{"status":"idle"},"$K1"]');
      body.append("_1_password", "x");
      const headers = { "Next-Action": action?.id ?? "", Accept: "text/html" };
      const asked = send(installation.port, `/${name}/x`, { method: "POST", body, headers });
      await expectWords(asked, 400, { method: "POST" });
    }
  });
});

/** The fields of a form that would be right, with what was done to some of them. */
function twisted(fields: Record<string, string>, twists: readonly Twist[]): [string, string | File][] {
  const entries: [string, string | File][] = Object.entries(fields);
  for (const change of twists) {
    const at = entries.length === 0 ? 0 : change.field % entries.length;
    const [name = "tenantId"] = entries[at] ?? [];
    if ("gone" in change) entries.splice(at, 1);
    else if ("file" in change) entries.splice(at, 1, [name, new File(["x"], "x.txt")]);
    else if ("twice" in change) entries.push([name, change.twice]);
    else entries.splice(at, 1, [name, change.text]);
  }
  return entries;
}

const pathOf = (route: string, values: Partial<Record<string, string>>) =>
  route.replace(/\[(\w+)\]/g, (_, name: string) => values[name] ?? "none");

/** What is sent for an odd request: everything that `send` takes. */
function sentFor(odd: OddRequest, member: Member, target: Target): [string, NonNullable<Parameters<typeof send>[2]>] {
  const { cookie } = member;
  if (odd.kind === "page") {
    const pieces = [...odd.pieces];
    const path = odd.route.replace(
      /\[(\w+)\]/g,
      (_, name: string) => pieces.shift() ?? (target as Record<string, string>)[name] ?? "x",
    );
    const query = odd.query.map(([name, value]) => `${name}=${value}`).join("&");
    return [`${path}${query ? `?${query}` : ""}`, { method: odd.method, cookie, headers: { ...odd.headers } }];
  }
  const action = actions.get(odd.action);
  const entry = ACTIONS[odd.action];
  if (!action || !entry) throw new Error(odd.action);
  const path = pathOf(action.pages[0] ?? "/", { ...target });
  const bound = entry.bound?.(target) ?? [];
  const scripted = { "Next-Action": action.id, Accept: "text/x-component" };
  const fields = entry.fields(target, member.person);
  const body = new FormData();
  const asForm = (args: string) => {
    body.append("$ACTION_REF_1", "");
    body.append("$ACTION_1:0", JSON.stringify({ id: action.id, bound: "$@1" }));
    body.append("$ACTION_1:1", args);
  };
  if (odd.kind === "bytes") {
    const headers = { ...scripted, ...(odd.type && { "Content-Type": odd.type }) };
    return [path, { method: "POST", cookie, body: Buffer.from(odd.bytes), headers }];
  }
  if (odd.kind === "damaged") return [path, { method: "POST", cookie, ...damaged(odd, scripted) }];
  if ("twists" in odd) {
    const inScript = odd.kind === "script";
    if (!inScript) asForm(JSON.stringify([...bound, { status: "idle" }]));
    for (const [name, value] of twisted(fields, odd.twists)) body.append(inScript ? `_1_${name}` : name, value);
    if (inScript) body.append("0", JSON.stringify([...bound, { status: "idle" }, "$K1"]));
    return [path, { method: "POST", cookie, body, headers: { ...(inScript && scripted), ...odd.headers } }];
  }
  const [first = "[]", second = "{}", third = "x"] = odd.rows;
  for (const [name, value] of Object.entries(fields)) body.append(odd.kind === "form row" ? name : `_1_${name}`, value);
  if (odd.kind === "form row") {
    asForm(first);
    body.append("$ACTION_1:2", second);
    return [path, { method: "POST", cookie, body }];
  }
  if (odd.kind === "bound") body.append("0", `[${[first, '{"status":"idle"}', '"$K1"'].join(",")}]`);
  else body.append("0", first);
  body.append("1", second);
  body.append("2", third);
  return [path, { method: "POST", cookie, body, headers: scripted }];
}

/** A multipart body that was right before something happened to it. */
function damaged({ manner, damage, at }: Extract<OddRequest, { kind: "damaged" }>, scripted: Record<string, string>) {
  const part = (name: string, value: string) =>
    `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const whole = `${part("_1_login", "zoe")}${part("0", '[{"status":"idle"},"$K1"]')}--edge--\r\n`;
  const done: Record<(typeof DAMAGES)[number], string> = {
    "cut short": whole.slice(0, at),
    "other boundary": whole.replaceAll("--edge", "--other"),
    "no boundary": whole,
    "no names": whole.replaceAll(/name="[^"]*"/g, ""),
    "no headers": whole.replaceAll(/Content-Disposition[^\r]*\r\n/g, ""),
    "broken headers": whole.replaceAll("Content-Disposition:", "\0:\xff"),
    "no end of lines": whole.replaceAll("\r\n", "\n"),
    "not what it says": `{"a":${at}}`,
  };
  const type = damage === "no boundary" ? "multipart/form-data" : "multipart/form-data; boundary=edge";
  const headers = { ...(manner === "script" && scripted), "Content-Type": type };
  return { body: Buffer.from(done[damage]), headers };
}

const COUNT = cases(2000, 20_000);
const AT_ONCE = 8;

test(`of ${COUNT} odd requests none makes a failure of our own, and all answers have the protective headers`, async () => {
  const built = { routes: builtRoutes(), actions: [...actions.keys()].sort() };
  const odd = oddRequests(SEED, COUNT, built);
  const wrong: { number: number; status: number; missing: string[]; path: string; request: OddRequest }[] = [];
  const statuses = new Map<number, number>();
  const work = async (from: number) => {
    for (let number = from; number < odd.length; number += AT_ONCE) {
      const request = odd[number];
      const member = cast[(request?.who ?? 0) % cast.length];
      if (!request || !member) continue;
      const [path, init] = sentFor(request, member, targetOf(member.person));
      // Whoever leaves can't be asked again.
      const cookie = "action" in request && /[sS]ignOut|EndSession/.test(request.action) ? undefined : init.cookie;
      const answer = await send(installation.port, path, { ...init, cookie });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const missing = missingHeaders(answer);
      // A busy machine may keep the database from answering in time, and then the health check is right to say so.
      const late = answer.status === 503 && new URL(path, "http://localhost").pathname.startsWith("/api/health");
      const failed = answer.status >= 500 && !late;
      if (failed || missing.length > 0) wrong.push({ number, status: answer.status, missing, path, request });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, from) => work(from)));
  process.stdout.write(`${JSON.stringify(Object.fromEntries([...statuses].sort()))}\n`);
  const shown = wrong
    .sort((one, other) => other.status - one.status)
    .map((each) => JSON.stringify(each).slice(0, 1500));
  const failures = await ourFailures();
  expect({ wrong: shown.slice(0, 5), failures: failures.slice(0, 5) }).toEqual({ wrong: [], failures: [] });
  // It is still there, for who asks as one should.
  expect((await send(installation.port, "/login")).status).toBe(200);
}, 600_000);

test("a request that is no HTTP closes its connection and nothing else", async () => {
  for (const bytes of ["\0\0\0\0\r\n\r\n", "GET /login\r\n\r\n", "GET /login HTTP/9.9\r\n\r\n", "x".repeat(20_000)]) {
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(installation.port, "127.0.0.1", () => socket.write(bytes));
      let all = "";
      socket.setEncoding("utf8").on("data", (piece: string) => {
        all += piece;
      });
      socket.once("close", () => resolve(all)).once("error", reject);
    });
    expect(said).toMatch(/^HTTP\/1\.1 [24]\d\d /);
  }
  expect((await send(installation.port, "/login")).status).toBe(200);
  expect(await ourFailures()).toEqual([]);
});
