import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { ROOT } from "@/lib/cli/configuration";
import type { Env } from "@/lib/env";
import type { ServerHandle } from "@/lib/jobs/server-handle";
import { redactError, redactText } from "@/lib/log-redaction";

const NEXT_PREFIX = "An error occurred while loading instrumentation hook: ";

/** What the operator wants to know once the server is up: where it is, and on a new installation what to do first. */
export function welcome(settings: Env, info: ServerHandle["info"] | undefined): string {
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string };
  const lines = ["", `  Backstay ${version} is running at ${settings.APP_URL}`];
  const administrator = info?.administrator;
  if (administrator && !administrator.activated) {
    lines.push(
      "",
      `  First step: activate the administrator account ${administrator.login}.`,
      settings.EMAIL_TRANSPORT === "mailbox"
        ? `  The activation email is in the mailbox: ${settings.APP_URL}/mailbox`
        : `  The activation email goes to ${administrator.email}.`,
    );
  }
  lines.push("", "  Press Ctrl-C to stop it.", "");
  return lines.join("\n");
}

/** What stopped a start, in words. Only an unexpected error comes with its stack. */
export function explainStartError(error: unknown): string {
  if (!(error instanceof Error)) return redactText(`Something went wrong: ${inspect(error)}`);
  // These are written for operators and hold no values.
  if (
    [
      "CollisionsError",
      "CommandError",
      "DatabaseBusyError",
      "DatabaseTooNewError",
      "DatabaseTooOldError",
      "EnvError",
    ].includes(error.name)
  )
    return error.message.replace(NEXT_PREFIX, "");
  const { message, stack } = redactError(error);
  const words = String(message).replace(NEXT_PREFIX, "");
  const database = databaseProblem(error);
  if (database) return `${database}\n  ${words}`;
  return `Something went wrong.\n${String(stack || message).replace(NEXT_PREFIX, "")}`;
}

/** Postgres answers and network errors that mean: look at DATABASE_URL. */
function databaseProblem(error: Error): string | undefined {
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = String(Reflect.get(cause, "code") ?? "");
  if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "CONNECT_TIMEOUT", "57P03"].includes(code)) {
    return "DATABASE_URL doesn't lead to a running Postgres server. Check the host and port, and that Postgres is running:";
  }
  if (["28P01", "28000"].includes(code)) return "Postgres rejected the user or password in DATABASE_URL. Check both:";
  if (code === "3D000")
    return "The database in DATABASE_URL doesn't exist. Create it first, for example with createdb:";
  if (code === "42501")
    return 'The database user in DATABASE_URL lacks a permission that Backstay needs. See "In production" in README.md:';
  return undefined;
}
