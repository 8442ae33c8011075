import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { askPortal } from "@/lib/commands/ask-portal";
import { type Channel, openChannel } from "@/lib/commands/channel";
import { isCommandName } from "@/lib/commands/registry";
import { runCommand } from "@/lib/commands/run-command";
import { SOCKET_NAME } from "@/lib/commands/socket";
import { actorWithSession, withTwoFactor } from "../../support/account";
import { useTree, useUser } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();

const tree = useTree();
const lost = useUser(() => ({ tenant: tree.provider }));

let folder = "";
let channels: Channel[] = [];
const open = async (dataDir = folder) => {
  const channel = await openChannel(dataDir);
  channels.push(channel);
  return channel;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backstay-channel-"));
});
afterEach(async () => {
  for (const channel of channels) await channel.close();
  channels = [];
  rmSync(folder, { recursive: true, force: true });
});

function terminal() {
  const printed: string[] = [];
  const session = {
    out: (line: string) => void printed.push(`out ${line}`),
    err: (line: string) => void printed.push(`err ${line}`),
    signal: new AbortController().signal,
  };
  return { printed, session };
}

/** What a command prints and its exit code: asked of the portal, and in this process. */
async function ask(name: string, args: string[], dataDir = folder, databaseUrl?: string) {
  if (!isCommandName(name)) throw new Error(name);
  const { printed, session } = terminal();
  return { exitCode: await askPortal({ dataDir, databaseUrl }, name, args, session), printed };
}
async function run(name: string, args: string[]) {
  if (!isCommandName(name)) throw new Error(name);
  const { printed, session } = terminal();
  return { exitCode: await runCommand(name, args, session), printed };
}

const customer = (name: string) => ["--kind", "customer", "--name", name, "--email", `${name}@acme.example`];

test("in what is no folder, no portal runs", async () => {
  writeFileSync(join(folder, "file"), "");
  expect(await ask("provision", [], join(folder, "file"))).toEqual({ exitCode: null, printed: [] });
});

test("a command runs inside the portal, and prints and ends as it does without one", async () => {
  expect(await ask("provision", customer("none"))).toEqual({ exitCode: null, printed: [] });
  await open();
  const inside = await ask("provision", customer("inside"));
  const outside = await run("provision", customer("outside"));
  expect(inside.exitCode).toBe(0);
  expect(inside.printed[0]).toBe('out Created the customer "inside".');
  expect(JSON.parse(JSON.stringify(inside).replaceAll("inside", "outside"))).toEqual(outside);

  for (const [name, args] of [
    ["provision", customer("inside")],
    ["provision", ["--kind", "unit", "stray"]],
    ["provision", ["--help"]],
    ["seed", ["--users", "none"]],
    ["seed", []],
    ["recover-access", []],
    ["recover-access", ["--login", "nobody@northwind.example"]],
    ["recover-access", ["--login", "not a login"]],
    ["recover-access", ["--login", lost.login]],
  ] as const) {
    const answered = await ask(name, [...args]);
    expect(answered).toEqual(await run(name, [...args]));
    expect(answered.printed).not.toEqual([]);
  }
});

test("recover-access says in words what it did", async () => {
  await open();
  await withTwoFactor(lost, await actorWithSession(lost));
  const { exitCode, printed } = await ask("recover-access", ["--login", lost.login]);
  expect(printed.join("\n")).toContain(`out Two-factor authentication of ${lost.login} at Provider has been reset`);
  expect(exitCode).toBe(0);
  const unknown = await ask("recover-access", ["--login", "nobody@northwind.example"]);
  expect(unknown.exitCode).toBe(1);
  expect(unknown.printed.join("\n")).toContain("err --login: no user has the login nobody@northwind.example");
});

test("only its owner can open the socket, and nothing else is left in the folder", async () => {
  const channel = await open();
  expect(statSync(join(folder, SOCKET_NAME)).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual([SOCKET_NAME]);
  await channel.close();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([0o777, 0o770])(
  "a folder of mode %o, where others could put a socket of theirs, is not used",
  async (mode) => {
    chmodSync(folder, mode);
    await open();
    expect(existsSync(join(folder, SOCKET_NAME))).toBe(false);
    chmodSync(folder, 0o700);
    await open();
    chmodSync(folder, mode);
    await expect(ask("seed", ["--help"])).rejects.toThrow(/chmod go-w/);
  },
);

test("a folder whose name is longer than the address of a socket", async () => {
  const long = join(folder, "x".repeat(120));
  mkdirSync(long, { mode: 0o700 });
  await open(long);
  expect((await ask("provision", ["--help"], long)).exitCode).toBe(0);
});

test("a command for another database is not run by this portal", async () => {
  const [own, other] = ["postgres://portal@db.example/portal", "postgres://portal@db.example/other"];
  useTestEnv({ DATABASE_URL: own });
  await open();
  expect(await ask("provision", customer("elsewhere"), folder, other)).toEqual({ exitCode: null, printed: [] });
  expect((await ask("provision", ["--help"], folder, own)).exitCode).toBe(0);
  expect((await ask("provision", ["--help"])).exitCode).toBe(0);
  useTestEnv();
});

test("what a killed portal left is no portal, and the next one takes its place", async () => {
  // A socket stays when its file is not removed: Node removes the name it was made under.
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(join(folder, "made"), resolve));
  renameSync(join(folder, "made"), join(folder, SOCKET_NAME));
  await new Promise((resolve) => dead.close(resolve));
  expect(existsSync(join(folder, SOCKET_NAME))).toBe(true);
  expect((await ask("provision", ["--help"])).exitCode).toBeNull();
  await open();
  expect((await ask("provision", ["--help"])).exitCode).toBe(0);
});

test("of two portals with one folder the first serves, and the second doesn't take its socket away", async () => {
  const first = await open();
  const second = await open();
  await second.close();
  expect((await ask("provision", ["--help"])).exitCode).toBe(0);
  await first.close();
  expect((await ask("provision", ["--help"])).exitCode).toBeNull();
});

test("closing waits for the command that runs", async () => {
  const channel = await open();
  const sent = request({ socketPath: join(folder, SOCKET_NAME), path: "/provision", method: "POST" });
  sent.end(JSON.stringify(customer("late")));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const [printed] = await Promise.all([text(response), channel.close()]);
  expect(printed).toMatch(/"exitCode":0}\n$/);
});

test.each([
  ["another command", "/format-disk", "[]", 404],
  ["no list of arguments", "/provision", '{"kind":"partner"}', 400],
  ["no JSON", "/provision", "--kind partner", 400],
  ["too much", "/provision", JSON.stringify(["x".repeat(70_000)]), 400],
])("%s is refused", async (_what, path, body, status) => {
  await open();
  const sent = request({ socketPath: join(folder, SOCKET_NAME), path, method: "POST" });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(status);
});
