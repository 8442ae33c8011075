import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "@/lib/cli/build";
import { CommandError } from "@/lib/cli/configuration";
import { findChromium } from "./support/chromium";

// `npm test` runs everything; `npm test -- lint jest` only the stages named. The last line is "N passed, N failed".

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
  types: async () => one((await run(bin("next"), ["typegen"])) && (await run(bin("tsc"), ["--noEmit"]))),
  jest: () => runJest(JEST_PROJECTS),
  isolation: runIsolation,
  e2e: runEndToEnd,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in STAGES));
  if (unknown.length > 0)
    throw new CommandError(`There is no stage ${unknown.join(", ")}: ${Object.keys(STAGES).join(", ")}`);
  const total: Count = { passed: 0, failed: 0 };
  const summary: string[] = [];
  for (const [name, stage] of Object.entries(STAGES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
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

const one = (passed: boolean): Count => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });

async function runJest(projects: string[]): Promise<Count> {
  const output = join(results, `jest-${projects.join("-")}.json`);
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --no-warnings=ExperimentalWarning`;
  const passed = await run(bin("jest"), [...JEST_OPTIONS, `--outputFile=${output}`, "--selectProjects", ...projects], {
    NODE_OPTIONS: nodeOptions.trim(),
  });
  const report = readReport(output) as
    | { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number }
    | undefined;
  if (!report) return one(false);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: !passed && failed === 0 ? 1 : failed };
}

async function runIsolation(): Promise<Count> {
  await ensureBuild(root, { say: console.log });
  return runJest(["isolation"]);
}

async function runEndToEnd(): Promise<Count> {
  await provideChromium();
  // The same build that `npm start` makes and reuses, so that it is made once.
  await ensureBuild(root, { say: console.log });
  const output = join(results, "e2e.json");
  const passed = await run(bin("playwright"), ["test", "--reporter=line,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: output,
  });
  const report = readReport(output) as
    | { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }
    | undefined;
  if (!report) return one(false);
  const failed = report.stats.unexpected + report.errors.length;
  return { passed: report.stats.expected + report.stats.flaky, failed: !passed && failed === 0 ? 1 : failed };
}

/** Finds a browser or installs one by the means of this machine. @throws CommandError that says what to do */
async function provideChromium(): Promise<void> {
  if (findChromium()) return;
  console.log("No Chromium found; installing one …");
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  }
  if (!findChromium()) await run(bin("playwright"), ["install", "chromium"]);
  if (findChromium()) return;
  throw new CommandError(
    "The end-to-end tests need Chromium, and none could be installed. Install chromium or google-chrome with your system's packages, or name one: BACKSTAY_CHROMIUM=/path/to/chromium npm test",
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
  console.error("Run `npm ci` first: the test tools are not installed.");
  process.exitCode = 1;
} else {
  await main().finally(() => rmSync(results, { recursive: true, force: true }));
}
