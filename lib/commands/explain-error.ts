import { inspect } from "node:util";
import { redactError, redactText } from "@/lib/log-redaction";

const NEXT_PREFIX = "An error occurred while loading instrumentation hook: ";

/** What stopped a start or a command, in words. Only an unexpected error comes with its stack. */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return redactText(`Something went wrong: ${inspect(error)}`);
  // These are written for operators and hold no values.
  if (
    [
      "CollisionsError",
      "CommandError",
      "DataFolderError",
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
  if (code === "53100") return "The disk of the database is full. Free some space, then try again:";
  if (code === "42501")
    return 'The database user in DATABASE_URL lacks a permission that Backstay needs. See "In production" in README.md:';
  return undefined;
}
