import { format, stripVTControlCharacters } from "node:util";
import { log } from "@/lib/log";
import { wasLogged } from "@/lib/logged-errors";

/**
 * Sends what Next and packages print to the log, so that it keeps to one form and is redacted like everything else.
 * What Next merely reports is for debugging, what it warns of needs no stack, and an error that has its line already is
 * not repeated.
 */
export function sendConsoleToLog(): void {
  const writer =
    (level: "debug" | "info" | "warn" | "error") =>
    (...values: unknown[]) => {
      if (values.some(wasLogged)) return;
      const err = level === "error" ? values.find((value) => value instanceof Error) : undefined;
      const others = values.filter((value) => value !== err);
      const text = format(...others.map((value) => (value instanceof Error ? value.message : value)));
      const message = stripVTControlCharacters(text).trim() || "an error was printed";
      log[level](err ? { err } : {}, message);
    };
  Object.assign(console, {
    debug: writer("debug"),
    log: writer("debug"),
    info: writer("debug"),
    warn: writer("warn"),
    error: writer("error"),
  });
}
