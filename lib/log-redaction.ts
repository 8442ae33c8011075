import { withoutLinkSecrets } from "@/lib/link-pages";

const SECRET_KEY =
  /pass(word|wd)?$|token|secret|cookie|authorization|api_?key|^(code|codes|html|text|body|html_?body|text_?body)$/i;
const REDACTED = "[redacted]";
const MAX_DEPTH = 6;

/** What Drizzle ends the message of a failed query with: its values, hashes and addresses included. They may break lines. */
const PARAMETERS = "\nparams: ";

/**
 * Removes from a text what would let someone in: the secrets of our links, names and passwords in server addresses, and the
 * values of a failed query.
 */
export function redactText(text: string): string {
  return withoutLinkSecrets(withoutParameters(text), REDACTED).replace(/(\w:\/\/)[^\s/@"']+@/g, `$1${REDACTED}@`);
}

/** An error as a log line can show it: no query parameters, no row details, no secrets in links. */
export function redactError(error: Error, depth = 0): Record<string, unknown> {
  const { code, digest } = error as Error & { code?: unknown; digest?: unknown };
  return {
    type: error.name,
    message: redactText(beforeParameters(error.message)),
    ...(code === undefined ? {} : { code: String(code) }),
    ...(digest === undefined ? {} : { digest: redactText(String(digest)) }),
    stack: redactText(stackOf(error)),
    ...(error.cause instanceof Error && depth < MAX_DEPTH ? { cause: redactError(error.cause, depth + 1) } : {}),
  };
}

/** A copy of what is logged, in which values under a telling name and errors' secrets are replaced. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof URL) return redactText(value.href);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) && item !== null && item !== undefined ? REDACTED : redact(item, depth + 1),
    ]),
  );
}

/** The stack, of which the message is cut first: where its values end and the stack begins can't be seen in the text. */
function stackOf({ message, stack = "" }: Error): string {
  const at = stack.indexOf(message);
  if (at === -1) return stack;
  return stack.slice(0, at) + beforeParameters(message) + stack.slice(at + message.length);
}

const beforeParameters = (text: string) => text.split(PARAMETERS, 1)[0] ?? "";

/** Keeps a stack that follows, as far as it is one block at the end. */
function withoutParameters(text: string): string {
  const before = beforeParameters(text);
  if (before === text) return text;
  const lines = text.slice(before.length).split("\n");
  const last = lines.findLastIndex((line) => !line.startsWith("    at "));
  return [before, ...lines.slice(last + 1)].join("\n");
}
