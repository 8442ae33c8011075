/**
 * What spreadsheets take for the beginning of a formula, which would run on the reader's machine. The full-width signs
 * count in Japanese spreadsheets.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A field by RFC 4180, always in quotes. A text that would be a formula begins with an apostrophe and so stays a text. */
export function csvField(value: string | null | undefined): string {
  const text = value ?? "";
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** A record by RFC 4180 with its line break. */
export function csvRecord(values: readonly (string | null | undefined)[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

export type CsvColumn<Row> = { header: string; value: (row: Row) => string | null | undefined };

/**
 * Rows as a CSV file, a page at a time. It begins with a byte order mark: without one Excel reads UTF-8 as the 8-bit
 * character set of the machine, and everything else skips it.
 */
export async function* csvFile<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly CsvColumn<Row>[],
): AsyncGenerator<string> {
  yield `\uFEFF${csvRecord(columns.map(({ header }) => header))}`;
  for await (const rows of pages) {
    yield rows.map((row) => csvRecord(columns.map(({ value }) => value(row)))).join("");
  }
}
