import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runToEnd, startBackstay } from "./command";

const PROVISION = ["node", "--import", "tsx", "lib/cli/command.ts", "provision"];

export type OwnInstallation = {
  dataDir: string;
  origin: string;
  /** The link of an email on this server: it may have been sent by a command or an earlier start, with another port. */
  link(email: { link: string }): string;
  /** Everything that the server has printed. */
  output(): string;
  stop(): Promise<void>;
};

/**
 * An installation with a server of its own. Every spec has one, so that specs need no order and run in several workers.
 * It begins as a copy of one that was started once: starting on an empty folder takes many times longer.
 * @param purchases the options of `npm run provision`, one list a company, run before the server starts.
 * @param settings more variables for the server.
 */
export async function startOwnInstallation(
  purchases: string[][] = [],
  settings: Record<string, string> = {},
): Promise<OwnInstallation> {
  const dataDir = mkdtempSync(join(tmpdir(), "backstay-own-"));
  cpSync(await preparedFolder(purchases), dataDir, { recursive: true });
  return serve(dataDir, settings);
}

/** One that begins with an empty folder, like a new machine. For tests of the first minutes. */
export function startNewInstallation(settings: Record<string, string> = {}): Promise<OwnInstallation> {
  return serve(mkdtempSync(join(tmpdir(), "backstay-own-")), settings);
}

async function serve(dataDir: string, settings: Record<string, string>): Promise<OwnInstallation> {
  const server = await startBackstay({ DATA_DIR: dataDir, ...settings });
  const origin = `http://localhost:${server.port}`;
  return {
    dataDir,
    origin,
    output: server.output,
    link: ({ link }) => `${origin}${new URL(link).pathname}`,
    async stop() {
      await server.end("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The data of an installation in which these purchases were made, and which has stopped. Made once a run. */
export async function preparedFolder(purchases: string[][]): Promise<string> {
  const all = process.env.BACKSTAY_E2E_PREPARED;
  if (!all) throw new Error("BACKSTAY_E2E_PREPARED is set by playwright.config.ts");
  const name = createHash("sha256").update(JSON.stringify(purchases)).digest("hex").slice(0, 16);
  const folder = join(all, name);
  if (existsSync(folder)) return folder;
  const unfinished = mkdtempSync(`${folder}-`);
  if (purchases.length === 0) await (await startBackstay({ DATA_DIR: unfinished })).end("SIGTERM");
  else cpSync(await preparedFolder([]), unfinished, { recursive: true });
  for (const options of purchases) {
    const { exitCode, output } = await runToEnd([...PROVISION, ...options], { DATA_DIR: unfinished });
    if (exitCode !== 0) throw new Error(`provision refused:\n${output}`);
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another worker was first: a folder that is not empty is not replaced.
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
