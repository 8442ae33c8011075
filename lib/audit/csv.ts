import type { AuditLine } from "./schema";

/** What spreadsheets take for the beginning of a formula, which would run on the machine of whoever opens the file. */
const FORMULA = /^[=+\-@\t\r]/;

/** A field by RFC 4180, always in quotes. A text that would be a formula begins with an apostrophe and so stays a text. */
export function csvField(value: string | null): string {
  const text = value ?? "";
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** A record by RFC 4180 with its line break. */
export function csvRecord(values: readonly (string | null)[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

export const AUDIT_CSV_COLUMNS = [
  "date",
  "event",
  "eventCode",
  "objectType",
  "object",
  "tenant",
  "initiator",
  "address",
  "userAgent",
  "requestId",
  "details",
] as const;

/** The words of the file, in the language of whoever asked for it. */
export type AuditCsvWords = {
  column: (name: (typeof AUDIT_CSV_COLUMNS)[number]) => string;
  event: (line: AuditLine) => string;
  objectType: (line: AuditLine) => string;
  initiator: (line: AuditLine) => string;
};

/**
 * The lines as a CSV file, a piece at a time. It begins with a byte order mark: without one Excel reads UTF-8 as the 8-bit
 * character set of the machine, and everything else skips it.
 */
export async function* auditCsv(
  pages: AsyncIterable<readonly AuditLine[]>,
  words: AuditCsvWords,
): AsyncGenerator<string> {
  yield `\uFEFF${csvRecord(AUDIT_CSV_COLUMNS.map(words.column))}`;
  for await (const lines of pages) {
    yield lines
      .map((line) =>
        csvRecord([
          line.at.toISOString(),
          words.event(line),
          line.event,
          words.objectType(line),
          line.objectName,
          line.tenantName,
          words.initiator(line),
          line.address,
          line.userAgent,
          line.requestId,
          JSON.stringify(line.details),
        ]),
      )
      .join("");
  }
}
