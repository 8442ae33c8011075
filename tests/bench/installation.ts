import postgres from "postgres";
import { runToEnd, startBackstay } from "@/tests/e2e/support/command";
import { PlainBrowser } from "@/tests/support/plain-browser";

/** The Postgres server on which the benchmark makes its databases, as a role that may do so. */
const SERVER =
  process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres";

export const PASSWORD = "Quiet lanterns 58 harbour";
const ADMINISTRATOR = "admin@northwind.example";

export type Size = { partners: number; customers: number; users: number };

const settingsFor = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  AUTH_SECRET: "a secret of the benchmark, never used elsewhere",
  PROVIDER_NAME: "Northwind Backup",
  PROVIDER_ADMIN_EMAIL: ADMINISTRATOR,
  EMAIL_TRANSPORT: "mailbox",
  DATA_DIR: "/tmp/backstay-bench",
  LOG_LEVEL: "warn",
  // So that the clients of the load are counted apart by the limits on addresses.
  TRUSTED_PROXIES: "1",
});

/**
 * A database of a size, seeded when it is not there yet; it stays for the next run.
 * @returns its address.
 */
export async function seededDatabase(size: Size, say: (line: string) => void): Promise<string> {
  const name = `backstay_bench_${size.users}`;
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const server = postgres(SERVER, { max: 1, onnotice: () => {} });
  try {
    const known = await server`select from pg_database where datname = ${name}`;
    if (known.length === 0) await server.unsafe(`create database ${name}`);
  } finally {
    await server.end();
  }
  if (await isSeeded(url.href)) return url.href;
  say(`Seeding ${name} …`);
  const options = Object.entries(size).flatMap(([option, value]) => [`--${option}`, String(value)]);
  const command = ["node", "--import", "tsx", "lib/cli/command.ts", "seed", ...options, "--password", PASSWORD];
  const { exitCode, output } = await runToEnd(command, settingsFor(url.href));
  if (exitCode !== 0) throw new Error(`The seed failed:\n${output}`);
  const database = postgres(url.href, { max: 1, onnotice: () => {} });
  // The planner and the visibility map as they are in a database that has been running for a while.
  await database.unsafe("vacuum analyze").finally(() => database.end());
  return url.href;
}

async function isSeeded(databaseUrl: string): Promise<boolean> {
  const database = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await database`select to_regclass('public.tenants') is not null as there`;
    if (!row?.there) return false;
    const [tenants] = await database`select count(*)::int as count from tenants`;
    return tenants?.count > 1;
  } finally {
    await database.end();
  }
}

/** The production build on a database. */
export async function startOn(databaseUrl: string, port: number) {
  const origin = `http://localhost:${port}`;
  const running = await startBackstay({ ...settingsFor(databaseUrl), APP_URL: origin }, undefined, port);
  return { origin, ...running };
}

/** The provider's administrator, signed in through the form and past the agreement. */
export async function signedIn(origin: string): Promise<PlainBrowser> {
  const browser = new PlainBrowser(origin, "203.0.113.7");
  await browser.post("/login", { login: ADMINISTRATOR });
  await browser.post("/login/password", { password: PASSWORD });
  const start = await browser.open("/portal");
  if (start.includes('name="version"')) await browser.post("/eula?next=%2Fportal", { next: "/portal" });
  return browser;
}

/** Waits until what earlier measurements have left to be sent is sent. */
export async function outboxIsEmpty(database: postgres.Sql): Promise<void> {
  const waiting = () => database`select 1 from emails where status in ('queued', 'sending') limit 1`;
  while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 500));
}
