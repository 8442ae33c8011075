import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { ownPostgres } from "@/tests/support/own-postgres";
import { PlainBrowser } from "@/tests/support/plain-browser";
import { severable } from "@/tests/support/severable-postgres";
import { text } from "../support/words";
import { type Running, startBackstay } from "./support/command";
import { newestEmail } from "./support/mail";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { ADMINISTRATOR, PASSWORD } from "./support/steps";

const SERVER = process.env.TEST_DATABASE_URL ?? "";
test.skip(!SERVER, "faults show only on Postgres: set TEST_DATABASE_URL");
test.describe.configure({ mode: "serial" });

let dataDir = "";
let databaseUrl = "";
let own: OwnDatabase;
let database: postgres.Sql;
let way: Awaited<ReturnType<typeof severable>>;
const running: Running[] = [];

test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "backstay-faults-"));
  own = await createOwnDatabase(SERVER);
  databaseUrl = own.url;
  database = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  way = await severable(databaseUrl);
});

test.afterEach(async () => {
  const fatal = running.flatMap((instance) =>
    instance
      .output()
      .split("\n")
      .filter((line) => line.includes('"fatal"')),
  );
  expect(fatal).toEqual([]);
  await Promise.all(running.splice(0).map((instance) => instance.end("SIGKILL")));
  await way.close();
  await database.end();
  await own.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(url: string): Promise<Running & { origin: string }> {
  const instance = await startBackstay({
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    AUTH_SECRET: "a secret of the tests, never used elsewhere",
    PROVIDER_NAME: "Northwind Backup",
    PROVIDER_ADMIN_EMAIL: ADMINISTRATOR,
    EMAIL_TRANSPORT: "mailbox",
    LOG_LEVEL: "warn",
  });
  running.push(instance);
  return { ...instance, origin: `http://localhost:${instance.port}` };
}

/** The administrator of the provider, activated and past the agreement. */
async function signedIn(origin: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(origin, "127.0.0.1");
  const { link } = await newestEmail(ADMINISTRATOR, { dataDir });
  await browser.post(new URL(link).pathname, { password: PASSWORD, repeatPassword: PASSWORD });
  await browser.post("/eula?next=%2Fportal", { next: "/portal" });
  return browser;
}

/** How many users work at the same time on each instance. */
const WRITERS = 4;
const READERS = 2;

/** Creates users without a pause until told to stop; keeps those that the server confirmed. */
function creating(browser: PlainBrowser, usersPath: string, prefix: string) {
  const promised: string[] = [];
  const statuses = new Set<number>();
  let goOn = true;
  let count = 0;
  const form = browser.repeatable(`${usersPath}/new`, (n) => ({
    email: `${prefix}${n}@faults.example`,
    useEmailAsLogin: "on",
    language: "en",
    access: "administrator",
  }));
  const done = atOnce(WRITERS, async () => {
    const shot = await form;
    while (goOn) {
      const n = count++;
      const { path, ...init } = shot(n);
      const response = await fetch(`${browser.origin}${path}`, { ...init, redirect: "manual" }).catch(() => null);
      if (!response) continue;
      await response.arrayBuffer();
      statuses.add(response.status);
      if (response.status === 303) promised.push(`${prefix}${n}@faults.example`);
      else await pause(50);
    }
  });
  return {
    promised,
    statuses,
    async stop() {
      goOn = false;
      await done;
    },
  };
}

/**
 * Reads a page without a pause until told to stop; keeps each response: the status, and whether the page is the right
 * one.
 */
function reading(browser: PlainBrowser, path: string, shows: string) {
  const answers = new Set<string>();
  let goOn = true;
  const done = atOnce(READERS, async () => {
    while (goOn) {
      const response = await fetch(`${browser.origin}${path}`, {
        headers: { ...browser.headers(), accept: "text/html" },
        redirect: "manual",
      });
      const right = (await response.text()).includes(response.status === 503 ? text("outage.title") : shows);
      answers.add(`${response.status} ${right ? "right" : "wrong"}`);
      if (response.status !== 200) await pause(50);
    }
  });
  return {
    answers,
    async stop() {
      goOn = false;
      await done;
    },
  };
}

const atOnce = (count: number, run: () => Promise<void>) => Promise.all(Array.from({ length: count }, run));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const mailsOf = (email: string) => database`select status from emails where to_address = ${email}`;

/** How a database goes away and comes back: every connection is cut, or its server is stopped as if by a loss of power. */
type Outage = { url: string; begin(): unknown; end(): unknown };

async function outage({ url, begin, end }: Outage): Promise<void> {
  const { origin } = await start(url);
  const browser = await signedIn(origin);
  const [root] = await database`select id from tenants where kind = 'root'`;
  const users = `/portal/${root?.id}/users`;
  const work = creating(browser, users, "outage");
  const [first] = await database`select id from users where login = ${ADMINISTRATOR}`;
  const look = reading(browser, `${users}?sort=created`, `href="${users}/${first?.id}"`);
  await expect.poll(() => work.promised.length).toBeGreaterThan(5);

  await begin();
  const get = (headers = {}) =>
    fetch(`${origin}${users}`, { headers: { ...browser.headers(), ...headers }, redirect: "manual" });
  for (let n = 0; n < 10; n++) {
    const page = await get({ accept: "text/html" });
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toBe("5");
    expect(await page.text()).toContain(text("outage.title"));
    await pause(150);
  }
  expect((await fetch(`${origin}/api/health`)).status).toBe(503);
  const before = work.promised.length;

  await end();
  await expect.poll(async () => (await get()).status).toBe(200);
  await expect.poll(() => work.promised.length).toBeGreaterThan(before + 5);
  await Promise.all([work.stop(), look.stop()]);

  // Readers got the list or were told to come back, never another page or half of it.
  expect([...look.answers].sort()).toEqual(["200 right", "503 right"]);
  // 303 is a success; 200 the form with its refusal, 503 the page: nothing else was ever said.
  expect([...work.statuses].filter((status) => ![200, 303, 503].includes(status))).toEqual([]);
  for (const email of work.promised) {
    expect(await database`select id from users where login = ${email}`).toHaveLength(1);
    expect(await mailsOf(email)).toHaveLength(1);
  }
  const half = await database`select id from users u where not exists (select from user_roles r where r.user_id = u.id)
    or not exists (select from emails e where e.user_id = u.id)
    or not exists (select from audit_log a where a.event = 'user.create' and a.object_id = u.id::text)`;
  expect(half).toEqual([]);
}

test("a database out of reach for a while: clear pages meanwhile, nothing wrong, and on it goes by itself", () =>
  outage({ url: way.url, begin: () => way.sever(), end: () => way.mend() }));

test("a database server that stops and starts under load: the same", async () => {
  const server = await ownPostgres();
  test.skip(!server, "there are no programs of Postgres to make a server with");
  if (!server) return;
  const shared = database;
  database = postgres(server.url, { max: 2, onnotice: () => {} });
  try {
    await outage({ url: server.url, begin: server.stop, end: server.start });
  } finally {
    await database.end();
    database = shared;
    await server.remove();
  }
});

test("kill -9 of one of two instances: no promised change and no email is lost, none comes twice", async () => {
  const [first, second] = [await start(databaseUrl), await start(databaseUrl)];
  const one = await signedIn(first.origin);
  const two = new PlainBrowser(second.origin, "127.0.0.1");
  await two.post("/login", { login: ADMINISTRATOR });
  await two.post("/login/password", { password: PASSWORD });
  const [root] = await database`select id from tenants where kind = 'root'`;
  const users = `/portal/${root?.id}/users`;
  const doomed = creating(one, users, "first");
  const other = creating(two, users, "second");
  await expect.poll(() => Math.min(doomed.promised.length, other.promised.length)).toBeGreaterThan(5);

  await first.end("SIGKILL");
  await pause(500);
  await doomed.stop();
  await expect.poll(() => other.promised.length).toBeGreaterThan(15);
  await other.stop();

  // What the dead one had claimed lapses after two minutes; here the clock is moved.
  await database`update emails set locked_until = now() where status = 'sending'`;
  const unsent = async () => Number((await database`select count(*) from emails where status <> 'sent'`)[0]?.count);
  await expect.poll(unsent, { timeout: 120_000 }).toBe(0);
  for (const email of [...doomed.promised, ...other.promised]) {
    expect(await database`select id from users where login = ${email}`).toHaveLength(1);
    expect(await mailsOf(email)).toHaveLength(1);
  }
  const [rows] = await database`select count(*)::int as count from emails`;
  expect(readdirSync(join(dataDir, "mailbox")).filter((name) => name.endsWith(".eml"))).toHaveLength(rows?.count);
});
