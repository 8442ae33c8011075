const SECRET_KEY =
  /pass(word|wd)?$|token|secret|cookie|authorization|api_?key|^(code|codes|html|text|body|html_?body|text_?body)$/i;
const REDACTED = "[redacted]";
const MAX_DEPTH = 6;

/** Removes from a text what would let someone in: tokens in our links, and names and passwords in server addresses. */
export function redactText(text: string): string {
  return text
    .replace(/\/(activate|reset-password)\/[^\s/?#"'<>]+/g, `/$1/${REDACTED}`)
    .replace(/(\w:\/\/)[^\s/@"']+@/g, `$1${REDACTED}@`);
}

/** An error as a log line can show it: no query parameters, no row details, no secrets in links. */
export function redactError(error: Error, depth = 0): Record<string, unknown> {
  const { code, digest } = error as Error & { code?: unknown; digest?: unknown };
  return {
    type: error.name,
    message: redactText(withoutParameters(error.message)),
    ...(code === undefined ? {} : { code: String(code) }),
    ...(digest === undefined ? {} : { digest: redactText(String(digest)) }),
    stack: redactText(withoutParameters(error.stack ?? "")),
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

/** Drizzle puts the values of a failed query into the message, hashes and addresses included. */
function withoutParameters(text: string): string {
  return text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$(?![\s\S]))/, "");
}
