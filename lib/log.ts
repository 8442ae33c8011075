import pino from "pino";
import { env } from "@/lib/env";
import { redact, redactText } from "@/lib/log-redaction";

/** The start command reports a bad configuration in words; a logger that is only imported must not do it first. */
function level(): string {
  try {
    return env().LOG_LEVEL;
  } catch {
    return "info";
  }
}

/**
 * The one logger: a JSON line each to standard output. Errors go under `err`. Passwords, tokens, cookies and the bodies
 * of emails are taken out by name and by pattern, so that a careless call does not leak them.
 */
export const log = pino({
  level: level(),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: {
    level: (label) => ({ level: label }),
    log: (fields) => redact(fields) as Record<string, unknown>,
  },
  serializers: { err: (error: unknown) => error },
  hooks: {
    logMethod(args, method) {
      const clean = args.map((argument) => (typeof argument === "string" ? redactText(argument) : argument));
      method.apply(this, clean as Parameters<typeof method>);
    },
  },
});
