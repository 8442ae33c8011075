import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { ensureBuild } from "@/lib/cli/build";
import { CommandError } from "@/lib/command-error";
import { whatChangeTouches } from "./changed";
import { findChromium } from "./support/chromium";

/*
 * `npm test` runs everything; `npm test -- lint jest` only the stages named, `npm test -- <file> …` only these tests, and
 * `npm test -- changed` what a change touches (tests/changed.ts). The last line is "N passed, N failed".
 */

type Count = { passed: number; failed: number };

const root = process.cwd();
const results = mkdtempSync(join(tmpdir(), "backstay-test-results-"));
const bin = (name: string) => join(root, "node_modules", ".bin", name);

/** What jest runs before there is a build (jest.config.mjs); the project "isolation" runs against the build. */
const JEST_PROJECTS = ["server", "ui", ...(process.env.TEST_DATABASE_URL ? ["postgres"] : [])];
/** On two cores jest would take one worker, and the database tests mostly wait. */
const JEST_OPTIONS = ["--maxWorkers=2", "--json"];

const STAGES: Record<string, () => Promise<Count>> = {
  lint: async () => one(await run(bin("biome"), ["check", "--error-on-warnings", "."])),
  types,
  jest: () => runJest(JEST_PROJECTS),
  isolation: runIsolation,
  e2e: () => runEndToEnd(),
};
/** Only by name: no part of `npm test`. */
const MORE: Record<string, () => Promise<Count>> = { changed: runChanged, drill: runDrill };

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const files = wanted
    .filter((name) => existsSync(name) && statSync(name).isFile())
    .map((name) => relative(root, resolve(name)));
  const unknown = wanted.filter(
    (name) => !(name in STAGES) && !(name in MORE) && !files.includes(relative(root, resolve(name))),
  );
  if (unknown.length > 0)
    throw new CommandError(
      `Unknown stage or file: ${unknown.join(", ")}. The stages are ${[...Object.keys(STAGES), ...Object.keys(MORE)].join(", ")}.`,
    );
  const stages = Object.entries(wanted.length > 0 ? { ...STAGES, ...MORE } : STAGES).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  );
  if (files.length > 0) stages.push(["files", () => runFiles(files)]);
  const total: Count = { passed: 0, failed: 0 };
  const summary: string[] = [];
  for (const [name, stage] of stages) {
    console.log(`\n── ${name} ${"─".repeat(70 - name.length)}`);
    const startedAt = performance.now();
    const count = await stage().catch((error: unknown) => {
      console.error(error instanceof CommandError ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    summary.push(`${name.padEnd(9)} ${String(seconds).padStart(4)} s  ${count.passed} passed, ${count.failed} failed`);
    total.passed += count.passed;
    total.failed += count.failed;
  }
  console.log(`\n${summary.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

const add = (...counts: Count[]): Count => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
});

const one = (passed: boolean): Count => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });

async function types(): Promise<Count> {
  return one((await run(bin("next"), ["typegen"])) && (await run(bin("tsc"), ["--noEmit"])));
}

let building: Promise<unknown> | undefined;
/** The same build that `npm start` makes and reuses, made once for all stages. */
function build(): Promise<unknown> {
  building ??= ensureBuild(root, { say: console.log });
  return building;
}

/** @param which options of jest that name the tests; all of the projects when left out. */
async function runJest(projects: string[], which: string[] = []): Promise<Count> {
  const output = join(results, `jest-${jestRuns++}.json`);
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --no-warnings=ExperimentalWarning`;
  const options = [...JEST_OPTIONS, `--outputFile=${output}`, ...which, "--selectProjects", ...projects];
  const passed = await run(bin("jest"), options, { NODE_OPTIONS: nodeOptions.trim() });
  const report = readReport(output) as
    | { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number }
    | undefined;
  if (!report) return one(false);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: !passed && failed === 0 ? 1 : failed };
}

let jestRuns = 0;

async function runIsolation(): Promise<Count> {
  await build();
  return runJest(["isolation"]);
}

/** @param which specs and options of Playwright; all specs when left out. */
async function runEndToEnd(which: string[] = []): Promise<Count> {
  await provideChromium();
  await build();
  const output = join(results, "e2e.json");
  const passed = await run(bin("playwright"), ["test", "--reporter=line,json", ...which], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: output,
  });
  const report = readReport(output) as
    | { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }
    | undefined;
  if (!report) return one(false);
  const failed = report.stats.unexpected + report.errors.length;
  return { passed: report.stats.expected + report.stats.flaky, failed: !passed && failed === 0 ? 1 : failed };
}

/** Test files and specs by their path. */
async function runFiles(files: string[]): Promise<Count> {
  const specs = files.filter((file) => file.endsWith(".spec.ts"));
  return add(
    await runTests(files.filter((file) => /\.test\.tsx?$/.test(file))),
    specs.length > 0 ? await runEndToEnd(specs) : NOTHING,
  );
}

/** Test files of jest, each in the projects that it belongs to (jest.config.mjs). */
async function runTests(files: string[]): Promise<Count> {
  const inside = (folder: string) => files.filter((file) => file.startsWith(join("tests", folder)));
  const [ui, isolation, integration] = [inside("ui"), inside("isolation"), inside("integration")];
  const projects: [string, string[]][] = [
    ["server", files.filter((file) => !ui.includes(file) && !isolation.includes(file))],
    ["ui", ui],
    ["postgres", process.env.TEST_DATABASE_URL ? integration : []],
    ["isolation", isolation],
  ];
  let count = NOTHING;
  for (const [project, tests] of projects) {
    if (tests.length === 0) continue;
    if (project === "isolation") await build();
    count = add(count, await runJest([project], ["--runTestsByPath", ...tests]));
  }
  return count;
}

/** What a change touches, by the rule in tests/changed.ts. */
async function runChanged(): Promise<Count> {
  const { files, jest, isolation, specs } = whatChangeTouches();
  console.log(files.length > 0 ? `Changed:\n  ${files.join("\n  ")}` : "Nothing has changed.");
  const there = files.filter((file) => existsSync(file));
  const biome = ["check", "--error-on-warnings", "--no-errors-on-unmatched", ...there];
  return add(
    there.length > 0 ? one(await run(bin("biome"), biome)) : NOTHING,
    files.some((file) => /\.tsx?$/.test(file)) ? await types() : NOTHING,
    jest === "all" ? await runJest(JEST_PROJECTS) : await runTests(jest),
    isolation ? await runIsolation() : NOTHING,
    specs.length > 0 ? await runEndToEnd(specs) : NOTHING,
  );
}

/** The long form of what chance and timing decide: more random cases, and races and faults again and again. */
async function runDrill(): Promise<Count> {
  Object.assign(process.env, { BACKSTAY_DRILL: "1" });
  const tests = readdirSync(join(root, "tests"), { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join("tests", name));
  const byChance = tests.filter((path) => /support\/drill"|describeRaces/.test(readFileSync(path, "utf8")));
  return add(
    await runTests(byChance),
    await runEndToEnd(["tests/e2e/faults.spec.ts", "--repeat-each=5", "--workers=1"]),
  );
}

const NOTHING: Count = { passed: 0, failed: 0 };

/** Finds a browser or installs one by the means of this machine. @throws CommandError that says what to do */
async function provideChromium(): Promise<void> {
  if (findChromium()) return;
  console.log("Chromium was not found. Installing it …");
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  }
  if (!findChromium()) await run(bin("playwright"), ["install", "chromium"]);
  if (findChromium()) return;
  throw new CommandError(
    "The end-to-end tests need Chromium, and it couldn't be installed. Install chromium or google-chrome with your system's package manager, or set its path: BACKSTAY_CHROMIUM=/path/to/chromium npm test",
  );
}

async function run(command: string, args: string[], environment: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } });
  try {
    const [exitCode] = await once(child, "close");
    return exitCode === 0;
  } catch (error) {
    console.error(`${command} could not be run:`, error);
    return false;
  }
}

function readReport(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

if (spawnSync(bin("biome"), ["--version"]).error) {
  console.error("The test tools are not installed. Run `npm ci` first.");
  process.exitCode = 1;
} else {
  await main().finally(() => rmSync(results, { recursive: true, force: true }));
}
