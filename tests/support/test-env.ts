import { tmpdir } from "node:os";
import { join } from "node:path";
import { resetEnv } from "@/lib/env";

/** The configuration of tests: nothing of the machine's own, and nothing that reaches beyond it. */
const SETTINGS = {
  APP_URL: "http://localhost:3000",
  AUTH_SECRET: "a secret of the tests, never used elsewhere",
  DATA_DIR: join(tmpdir(), `backstay-test-${process.pid}`),
  EMAIL_TRANSPORT: "mailbox",
  LOG_LEVEL: "silent",
  PROVIDER_NAME: "Northwind Backup",
  PROVIDER_ADMIN_EMAIL: "admin@northwind.example",
};

const NOT_SET = ["DATABASE_URL", "AUTH_SECRET_PREVIOUS", "TRUSTED_PROXIES", "HOST", "PORT", "PROVIDER_LANGUAGE"];

/** Gives this process the tests' configuration, with changes for one test where needed. */
export function useTestEnv(changes: Record<string, string | undefined> = {}): void {
  for (const name of NOT_SET) delete process.env[name];
  for (const [name, value] of Object.entries({ ...SETTINGS, ...changes })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
}

useTestEnv();
