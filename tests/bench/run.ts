import { parseArgs } from "node:util";
import postgres from "postgres";
import { ensureBuild } from "@/lib/cli/build";
import { PlainBrowser } from "@/tests/support/plain-browser";
import { buildFloor, startFloor } from "./floor-server";
import { outboxIsEmpty, type Size, seededDatabase, signedIn, startOn } from "./installation";
import { newTally, sender } from "./load";
import { companiesOf, type Page, pagesOf } from "./pages";
import { growthOf, HEAD, type Line, lineOf, signInLines } from "./report";
import { measureSignIn } from "./sign-in";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    sizes: { type: "string", default: "1000,1000000" },
    only: { type: "string" },
  },
});
const SECONDS = Number(values.seconds);
const WARM_UP_SECONDS = Math.min(1, SECONDS / 4);
/** Each measurement is taken in so many parts, in turns with what it is compared to. */
const ROUNDS = 5;
const CONNECTIONS = [1, 16];
const FIRST_PORT = Number(process.env.BENCH_PORT ?? 3391);

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A hundred customers for every thousand users, and never so few that a list is not full. */
const sizeOf = (users: number): Size => ({
  users,
  customers: Math.max(200, users / 10),
  partners: Math.max(5, Math.min(50, users / 1000)),
});

type Installation = Awaited<ReturnType<typeof open>>;

/** What has been started, also of an installation that then could not be opened. */
const started: (() => Promise<unknown>)[] = [];

/** A database of a size with the product and the floor running on it. */
async function open(people: number, firstPort: number) {
  const databaseUrl = await seededDatabase(sizeOf(people), say);
  const server = await startOn(databaseUrl, firstPort);
  started.push(() => server.end("SIGTERM"));
  const floor = await startFloor(databaseUrl, firstPort + 1);
  started.push(() => floor.stop());
  const database = postgres(databaseUrl, { max: Math.max(...CONNECTIONS), onnotice: () => {} });
  started.push(() => database.end());
  // The first start tells every customer whose trial is about to end.
  await outboxIsEmpty(database);
  return {
    people,
    database,
    browser: await signedIn(server.origin),
    visitor: new PlainBrowser(floor.origin, "203.0.113.8"),
    pages: pagesOf(await companiesOf(database)),
  };
}

async function main(): Promise<void> {
  await ensureBuild(process.cwd(), { say });
  await buildFloor(say);
  const installations: Installation[] = [];
  try {
    for (const people of values.sizes.split(",").map(Number)) {
      installations.push(await open(people, FIRST_PORT + 2 * installations.length));
    }
    await measure(installations);
  } finally {
    await Promise.all(started.map((stop) => stop()));
  }
}

async function measure(installations: Installation[]): Promise<void> {
  const lines: Line[] = [];
  say(HEAD);
  for (const name of installations[0]?.pages.map((page) => page.name) ?? []) {
    if (values.only && !values.only.split(",").includes(name)) continue;
    for (const connections of CONNECTIONS) {
      const measured = await measurePage(installations, name, connections);
      for (const line of measured) say(lineOf(line));
      lines.push(...measured);
    }
    for (const { database } of installations) await outboxIsEmpty(database);
  }
  for (const line of ["", ...growthOf(lines), ""]) say(line);
  if (values.only && !values.only.split(",").includes("sign-in")) return;
  for (const { people, browser, database, pages } of installations) {
    const users = await pageOf(pages, "users").shots(browser);
    const measured = await measureSignIn(browser.origin, database, users, { seconds: SECONDS, rounds: ROUNDS });
    for (const line of signInLines(people, measured)) say(line);
  }
}

const pageOf = (pages: Page[], name: string): Page => {
  const page = pages.find((one) => one.name === name);
  if (!page) throw new Error(`there is no page "${name}"`);
  return page;
};

/** One page on every installation, in turns with its floors: what else the machine does meets all of them alike. */
async function measurePage(installations: Installation[], name: string, connections: number): Promise<Line[]> {
  const contenders = await Promise.all(
    installations.map(async ({ people, pages, browser, visitor, database }) => {
      const { shots, status, query } = pageOf(pages, name);
      const runs = {
        ours: sender(browser.origin, await shots(browser), status),
        floor: sender(visitor.origin, await shots(visitor), status),
        query: async () => {
          await query?.(database);
          return 0;
        },
      };
      const kinds = (["ours", "floor", "query"] as const).filter((kind) => kind !== "query" || query);
      const tallies = { ours: newTally(), floor: newTally(), query: newTally() };
      return { people, query, kinds, runs, tallies };
    }),
  );
  for (let round = -1; round < ROUNDS; round++) {
    for (const { kinds, runs, tallies } of contenders) {
      for (const kind of kinds) {
        const tally = round < 0 ? newTally() : tallies[kind];
        const seconds = round < 0 ? WARM_UP_SECONDS : SECONDS / ROUNDS / (kind === "query" ? 2 : 1);
        await tally.load(runs[kind], { connections, seconds });
      }
    }
  }
  return contenders.map(({ people, query, tallies }) => ({
    people,
    page: name,
    connections,
    ours: tallies.ours.measured(),
    floor: tallies.floor.measured(),
    query: query && tallies.query.measured(),
  }));
}

await main();
