import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { runToEnd, startBackstay, startRefused } from "./support/command";
import { emailsTo, newestEmail } from "./support/mail";
import { createOwnDatabase } from "./support/own-database";

const PROVISION = ["node", "--import", "tsx", "lib/cli/command.ts", "provision"];
const STACK = /\n\s+at .+:\d+/;

test.describe.configure({ mode: "serial" });

let dataDir = "";
test.beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "backstay-command-"));
});
test.afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("the first start says where the activation email is; a second process is refused; SIGTERM ends cleanly", async () => {
  const first = await startBackstay({ DATA_DIR: dataDir });
  expect(first.output()).toContain(`http://localhost:${first.port}/mailbox`);
  expect(first.output()).toContain("admin@example.com");
  const email = await newestEmail("admin@example.com", { dataDir });
  expect(email.link).toContain(`http://localhost:${first.port}/activate/`);

  const second = await startRefused({ DATA_DIR: dataDir });
  expect(second.exitCode).toBe(1);
  expect(second.output).toContain("is in use by another Backstay process");
  expect(second.output).not.toMatch(STACK);

  const samePort = await startRefused({ DATA_DIR: dataDir, PORT: String(first.port) });
  expect(samePort.exitCode).toBe(1);
  expect(samePort.output).toContain("already running");

  expect(await first.end("SIGTERM")).toBe(0);
});

test("commands run inside the running portal, which has the embedded database", async () => {
  const portal = await startBackstay({ DATA_DIR: dataDir });
  const provision = ["--kind", "partner", "--name", "Busy", "--email", "b@busy.example"];
  const done = await runToEnd([...PROVISION, ...provision], { DATA_DIR: dataDir });
  expect(done.output).toBe(
    `Created the partner "Busy".\nIts administrator is b@busy.example.\nThe activation email to b@busy.example is in the mailbox: http://localhost:${portal.port}/mailbox\n`,
  );
  expect(done.exitCode).toBe(0);
  const refused = await runToEnd([...PROVISION, ...provision], { DATA_DIR: dataDir });
  expect(refused.output).toContain("--name: there is already");
  expect(refused.exitCode).toBe(1);
  expect(statSync(join(dataDir, "commands.sock")).mode & 0o777).toBe(0o600);
  expect(await portal.end("SIGTERM")).toBe(0);
  expect(existsSync(join(dataDir, "commands.sock"))).toBe(false);
});

test("recover-access corrects the first administrator's address, with the portal running and stopped", async () => {
  const recover = ["node", "--import", "tsx", "lib/cli/command.ts", "recover-access", "--login"];
  const portal = await startBackstay({ DATA_DIR: dataDir });
  const running = await runToEnd([...recover, "admin@example.com", "--email", "right@example.com"], {
    DATA_DIR: dataDir,
  });
  expect(running.output).toContain("the login is right@example.com");
  expect(running.exitCode).toBe(0);
  expect(await emailsTo("right@example.com", dataDir)).toHaveLength(1);
  expect(await portal.end("SIGTERM")).toBe(0);

  const stopped = await runToEnd([...recover, "right@example.com", "--email", "admin@example.com"], {
    DATA_DIR: dataDir,
  });
  expect(stopped.output).toContain("the login is admin@example.com");
  const unknown = await runToEnd([...recover, "right@example.com"], { DATA_DIR: dataDir });
  expect(unknown.output).toContain("--login: no user has the login right@example.com");
  expect(unknown.output).not.toMatch(STACK);
  expect(unknown.exitCode).toBe(1);
});

const SERVER = process.env.TEST_DATABASE_URL ?? "";
(SERVER ? test : test.skip)("on Postgres, too, commands run with the portal running and stopped", async () => {
  const database = await createOwnDatabase(SERVER);
  const settings = {
    DATA_DIR: mkdtempSync(join(tmpdir(), "backstay-command-")),
    DATABASE_URL: database.url,
    AUTH_SECRET: "a secret of the tests, never used elsewhere",
    PROVIDER_NAME: "Northwind Backup",
    PROVIDER_ADMIN_EMAIL: "typo@example.com",
    EMAIL_TRANSPORT: "mailbox",
  };
  const recover = ["node", "--import", "tsx", "lib/cli/command.ts", "recover-access", "--login"];
  try {
    const portal = await startBackstay(settings);
    expect(statSync(join(settings.DATA_DIR, "commands.sock")).mode & 0o777).toBe(0o600);
    const running = await runToEnd([...recover, "typo@example.com", "--email", "right@example.com"], settings);
    expect(running.output).toContain("the login is right@example.com");
    expect(running.exitCode).toBe(0);
    expect(await portal.end("SIGTERM")).toBe(0);
    const provision = ["--kind", "partner", "--name", "Busy", "--email", "b@busy.example"];
    const stopped = await runToEnd([...PROVISION, ...provision], settings);
    expect(stopped.output).toContain('Created the partner "Busy".');
    expect(stopped.exitCode).toBe(0);
  } finally {
    await database.drop();
    rmSync(settings.DATA_DIR, { recursive: true, force: true });
  }
});

test("a second start builds nothing, and sends no second email", async () => {
  const again = await startBackstay({ DATA_DIR: dataDir });
  expect(again.output()).not.toContain("Building");
  expect(await emailsTo("admin@example.com", dataDir)).toHaveLength(2);
  expect(await again.end("SIGINT")).toBe(0);
});

test("npm start ends with npm, and the database is free again", async () => {
  const npm = await startBackstay({ DATA_DIR: dataDir }, ["npm", "start"]);
  npm.child.kill("SIGTERM");
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${npm.port}/api/health`).then(
          () => "up",
          () => "down",
        ),
      { timeout: 60_000 },
    )
    .toBe("down");
  const next = await startBackstay({ DATA_DIR: dataDir });
  expect(await next.end("SIGTERM")).toBe(0);
});

test("after kill -9 the next start finds everything as it was, without waiting", async () => {
  const killed = await startBackstay({ DATA_DIR: dataDir });
  await killed.end("SIGKILL");
  const unfinished = ["auth-secret.4711", ".commands-Ab3dEf", "mailbox/.an-email.part"].map((name) =>
    join(dataDir, name),
  );
  for (const path of unfinished) writeFileSync(path, "");
  const next = await startBackstay({ DATA_DIR: dataDir });
  expect(next.output()).toContain("admin@example.com");
  expect(unfinished.filter((path) => existsSync(path))).toEqual([]);
  expect(await next.end("SIGTERM")).toBe(0);
});

test("a bad configuration is named, with what it should be and without its value", async () => {
  const { exitCode, output } = await startRefused({ DATA_DIR: dataDir, PORT: "secret", AUTH_SECRET: "tiny" });
  expect(exitCode).toBe(1);
  expect(output).toContain("PORT must be a whole number from 1 to 65535");
  expect(output).toContain("AUTH_SECRET must be at least 32 random characters");
  expect(output).not.toMatch(/secret\b(?! )|tiny/);
  expect(output).not.toMatch(STACK);
});

test.describe("a DATA_DIR that can't be used is named, with what to do, by the start and by a command", () => {
  const file = () => {
    const path = join(dataDir, "a file");
    writeFileSync(path, "");
    return path;
  };
  const withoutMailbox = () => {
    const path = join(dataDir, "without a mailbox");
    mkdirSync(path);
    writeFileSync(join(path, "mailbox"), "");
    return path;
  };
  const command = [...PROVISION, "--kind", "partner", "--name", "None", "--email", "none@example.com"];
  for (const [name, folder, words, concernsCommand] of [
    ["below a folder that takes none", () => "/proc/backstay/data", "/proc/backstay can't be created there", true],
    ["a file", file, "a file has to be a folder, but something else is there", true],
    ["a place for emails that is a file", withoutMailbox, "mailbox has to be a folder", false],
  ] as const) {
    test(name, async () => {
      test.skip(process.platform !== "linux" && name.startsWith("below"), "only Linux has such a folder everywhere");
      const settings = { DATA_DIR: folder() };
      const answers = [await startRefused(settings)];
      if (concernsCommand) answers.push(await runToEnd(command, settings));
      for (const { exitCode, output } of answers) {
        expect(output).toContain(words);
        expect(output).toContain("set DATA_DIR to another folder");
        expect(output).not.toMatch(STACK);
        expect(exitCode).toBe(1);
      }
    });
  }
});

test("provision creates a customer with its administrator and email, and says so", async () => {
  const args = ["--kind", "customer", "--name", "Acme & Söhne", "--email", "Boss@Acme.example", "--quota", "500GB"];
  const { exitCode, output } = await runToEnd([...PROVISION, ...args], { DATA_DIR: dataDir });
  expect(output).toContain('Created the customer "Acme & Söhne".');
  expect(exitCode).toBe(0);
  expect(output.trim().split("\n").length).toBeLessThanOrEqual(4);
  const email = await newestEmail("boss@acme.example", { dataDir });
  expect(email.subject).toContain("Activate");
  expect(email.link).toContain("/activate/");
});

test("provision refuses what is taken or wrong, each in its line, and leaves nothing behind", async () => {
  const attempts: [string[], string[]][] = [
    [
      ["--kind", "partner", "--name", "New", "--email", "BOSS@acme.example"],
      ["--login: boss@acme.example is already in use"],
    ],
    [["--kind", "customer", "--name", "acme & söhne", "--email", "new@acme.example"], ["--name: there is already"]],
    [
      ["--kind", "unit", "--email", "x", "--quota", "lots"],
      ["--kind: ", "--name: ", "--quota: ", "--email: "],
    ],
  ];
  for (const [args, lines] of attempts) {
    const { exitCode, output } = await runToEnd([...PROVISION, ...args], { DATA_DIR: dataDir });
    expect(exitCode).not.toBe(0);
    expect(output.trim().split("\n")).toEqual(lines.map((line) => expect.stringMatching(new RegExp(`^${line}`))));
  }
  const { exitCode } = await runToEnd(
    [...PROVISION, "--kind", "partner", "--name", "New", "--email", "new@acme.example"],
    {
      DATA_DIR: dataDir,
    },
  );
  expect(exitCode).toBe(0);
  expect(await emailsTo("new@acme.example", dataDir)).toHaveLength(1);
});
