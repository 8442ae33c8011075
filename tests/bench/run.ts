import { parseArgs } from "node:util";
import postgres from "postgres";
import { ensureBuild } from "@/lib/cli/build";
import { PlainBrowser } from "@/tests/support/plain-browser";
import { buildFloor, startFloor } from "./floor-server";
import { ADMINISTRATOR, PASSWORD, type Size, seededDatabase, startOn } from "./installation";
import { load, loadOf, type Measured } from "./load";
import { companiesOf, type Page, readsOf, writesOf } from "./pages";
import { measureSignIn } from "./sign-in";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "6" },
    sizes: { type: "string", default: "1000,1000000" },
    only: { type: "string" },
  },
});
const SECONDS = Number(values.seconds);
const CONNECTIONS = [1, 16];
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A partner and a hundred customers for every ten thousand people, and never fewer than a few. */
const sizeOf = (users: number): Size => ({
  users,
  customers: Math.max(100, users / 10),
  partners: Math.max(5, Math.min(50, users / 1000)),
});

type Line = {
  users: number;
  page: string;
  connections: number;
  ours: Measured;
  framework?: Measured;
  query?: Measured;
};

async function main(): Promise<void> {
  await ensureBuild(process.cwd(), { say });
  await buildFloor(say);
  const lines: Line[] = [];
  for (const users of values.sizes.split(",").map(Number)) {
    const databaseUrl = await seededDatabase(sizeOf(users), say);
    say(`\n${users.toLocaleString("en")} people`);
    lines.push(...(await measure(users, databaseUrl)));
  }
  report(lines);
}

async function measure(users: number, databaseUrl: string): Promise<Line[]> {
  const server = await startOn(databaseUrl);
  const floor = await startFloor(databaseUrl);
  const database = postgres(databaseUrl, { max: 16, onnotice: () => {} });
  const lines: Line[] = [];
  try {
    const browser = new PlainBrowser(server.origin, "203.0.113.7");
    await signIn(browser);
    const companies = await companiesOf(database);
    const pages = [...readsOf(browser, companies), ...(await writesOf(browser, companies))];
    for (const page of pages.filter(({ name }) => !values.only || name === values.only)) {
      for (const connections of CONNECTIONS)
        lines.push(await measurePage(users, page, connections, server.origin, floor.origin, database));
    }
    if (!values.only) await measureSignIn(server.origin, database, usersPage(pages), SECONDS, say);
    return lines;
  } finally {
    await database.end();
    await floor.stop();
    await server.end("SIGTERM");
  }
}

const usersPage = (pages: Page[]) => {
  const page = pages.find(({ name }) => name === "users");
  if (!page) throw new Error("there is no page of users");
  return page.ours;
};

async function signIn(browser: PlainBrowser): Promise<void> {
  await browser.post("/login", { login: ADMINISTRATOR });
  await browser.post("/login/password", { password: PASSWORD });
  const start = await browser.open("/portal");
  if (start.includes('name="version"')) await browser.post("/eula?next=%2Fportal", { next: "/portal" });
}

async function measurePage(
  users: number,
  page: Page,
  connections: number,
  origin: string,
  floorOrigin: string,
  database: postgres.Sql,
): Promise<Line> {
  const during = { connections, seconds: SECONDS };
  await load(origin, page.ours, { ...during, seconds: 2, accept: page.accept });
  const ours = await load(origin, page.ours, { ...during, accept: page.accept });
  const line: Line = { users, page: page.name, connections, ours };
  if (page.framework) {
    const { framework } = page;
    await load(floorOrigin, framework, { ...during, seconds: 2 });
    line.framework = await load(floorOrigin, framework, during);
  }
  if (page.query) {
    const { query } = page;
    line.query = await loadOf((n) => query(database, n), during);
  }
  say(`  ${lineOf(line)}`);
  return line;
}

const figure = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

function lineOf({ page, connections, ours, framework, query }: Line): string {
  const times = (measured: Measured) =>
    `${figure(measured.perSecond).padStart(6)}/s p50 ${figure(measured.p50Ms).padStart(5)} p99 ${figure(measured.p99Ms).padStart(5)} ms`;
  return [
    `${page.padEnd(16)} ${String(connections).padStart(2)} conn.  ${times(ours)}  ${Math.round(ours.bytes / 1024)} kB`,
    framework
      ? `framework ${times(framework)}  ${Math.round(framework.bytes / 1024)} kB  ratio ${figure(ours.perSecond / framework.perSecond)}`
      : "",
    query ? `query ${figure(query.perSecond)}/s p50 ${figure(query.p50Ms)} ms` : "",
    ours.refused > 0 ? `${ours.refused} REFUSED` : "",
  ]
    .filter(Boolean)
    .join(" | ");
}

/** What a thousand times as many people cost: p50 of the largest size over that of the smallest. */
function report(lines: Line[]): void {
  const sizes = [...new Set(lines.map(({ users }) => users))];
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (small === large) return;
  say(`\np50 with ${large?.toLocaleString("en")} people over that with ${small?.toLocaleString("en")}:`);
  for (const line of lines.filter(({ users, connections }) => users === large && connections === 1)) {
    const before = lines.find(
      ({ users, page, connections }) => users === small && page === line.page && connections === 1,
    );
    if (before) say(`  ${line.page.padEnd(16)} ${figure(line.ours.p50Ms / before.ours.p50Ms)}`);
  }
}

await main();
