import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inDataFolderWords, makeFolder } from "@/db/data-folder";
import { ROOT } from "@/lib/cli/configuration";
import { explainError } from "@/lib/commands/explain-error";
import { PASSWORD_LINE } from "@/lib/commands/seed-options";

/** Everything of the demo lies here, apart from the installation's own data. */
const FOLDER = process.env.DEMO_DATA_DIR ?? join(ROOT, "data", "demo");
/** What the seed said: who can sign in, and with which password. */
const SIGN_IN = join(FOLDER, "sign-in.txt");

/** The demo never touches a Postgres, whatever .env says. */
Object.assign(process.env, { DATA_DIR: FOLDER, DATABASE_URL: "", EMAIL_TRANSPORT: "mailbox" });

async function fillOnce(): Promise<void> {
  if (existsSync(SIGN_IN)) return;
  makeFolder(FOLDER);
  const seed = spawn(process.execPath, ["--import", "tsx", join(ROOT, "lib", "cli", "command.ts"), "seed"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  seed.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [exitCode] = await once(seed, "close");
  if (exitCode !== 0) process.exit(1);
  writeFileSync(SIGN_IN, said.slice(said.indexOf(PASSWORD_LINE)), { mode: 0o600 });
}

try {
  await fillOnce();
  const signIn = readFileSync(SIGN_IN, "utf8").trim().replaceAll("\n", "\n  ");
  process.stdout.write(`\n  A demo with sample companies, stored in ${FOLDER}.\n  ${signIn}\n`);
} catch (error) {
  // The demo's folder has a variable of its own.
  const words = explainError(inDataFolderWords(error, FOLDER)).replace("set DATA_DIR", "set DEMO_DATA_DIR");
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
await import("./start");
