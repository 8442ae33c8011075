import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runToEnd, startBackstay } from "./command";

const PROVISION = ["node", "--import", "tsx", "lib/cli/provision.ts"];

export type OwnInstallation = {
  dataDir: string;
  origin: string;
  /** The link of an email on this server: it may have been sent by a command or an earlier start, with another port. */
  link(email: { link: string }): string;
  stop(): Promise<void>;
};

/**
 * A fresh installation with a server of its own, for tests that need another starting point than the shared one.
 * @param purchases the options of `npm run provision`, one list a company, run before the server starts.
 * @param settings more variables for the server.
 */
export async function startOwnInstallation(
  purchases: string[][] = [],
  settings: Record<string, string> = {},
): Promise<OwnInstallation> {
  const dataDir = mkdtempSync(join(tmpdir(), "backstay-own-"));
  if (purchases.length > 0) await (await startBackstay({ DATA_DIR: dataDir })).end("SIGTERM");
  for (const options of purchases) {
    const { exitCode, output } = await runToEnd([...PROVISION, ...options], { DATA_DIR: dataDir });
    if (exitCode !== 0) throw new Error(`provision refused:\n${output}`);
  }
  const server = await startBackstay({ DATA_DIR: dataDir, ...settings });
  const origin = `http://localhost:${server.port}`;
  return {
    dataDir,
    origin,
    link: ({ link }) => `${origin}${new URL(link).pathname}`,
    async stop() {
      await server.end("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
