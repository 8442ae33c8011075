import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { runToEnd, startBackstay, startRefused } from "./support/command";
import { emailsTo, newestEmail } from "./support/mail";

const PROVISION = ["node", "--import", "tsx", "lib/cli/provision.ts"];
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

  const busy = await runToEnd([...PROVISION, "--kind", "partner", "--name", "Busy", "--email", "b@busy.example"], {
    DATA_DIR: dataDir,
  });
  expect(busy.exitCode).toBe(1);
  expect(busy.output).toContain("is in use by another Backstay process");
  expect(busy.output).not.toMatch(STACK);

  expect(await first.end("SIGTERM")).toBe(0);
});

test("a second start builds nothing, and sends no second email", async () => {
  const again = await startBackstay({ DATA_DIR: dataDir });
  expect(again.output()).not.toContain("Building");
  expect(await emailsTo("admin@example.com", dataDir)).toHaveLength(1);
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
  const next = await startBackstay({ DATA_DIR: dataDir });
  expect(next.output()).toContain("admin@example.com");
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
