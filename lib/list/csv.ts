import { isoIn } from "@/lib/time-zone/days";
import type { Language } from "@/lib/vocabulary";

/** How a file separates its cells, and whether it begins with a byte order mark. */
export type CsvDialect = { separator: "," | ";"; mark: boolean };

/** For programs, by RFC 4180. */
export const PLAIN_CSV: CsvDialect = { separator: ",", mark: false };

/** What spreadsheets expect where a language is spoken: where the comma is in numbers, it can't be between cells. */
const SEPARATORS: Record<Language, CsvDialect["separator"]> = {
  en: ",",
  de: ";",
  fr: ";",
  es: ";",
  it: ";",
  "pt-BR": ";",
  nl: ";",
  ja: ",",
};

/**
 * For a person who opens the file in a spreadsheet. Without the byte order mark Excel reads UTF-8 as the 8-bit character
 * set of the machine; everything else skips it.
 */
export function csvFor(language: Language): CsvDialect {
  return { separator: SEPARATORS[language], mark: true };
}

/** Where a cell begins for some reader: at a separator of any dialect, at a line break, and behind a quotation mark. */
const CELL_BEGINS = `(?<=^|[;,|\\t\\n"]|\\r(?!\\n))`;

/**
 * What spreadsheets then take for a formula, which would run on the reader's machine. The full-width signs count in
 * Japanese spreadsheets; blanks are skipped by some. Apostrophes are among the blanks, so that each text has a way back.
 */
const FORMULA = "(?:'|[^\\S\\t\\r\\n])*[=+\\-@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20]";

const BEFORE_FORMULA = new RegExp(`${CELL_BEGINS}(?=${FORMULA})`, "g");
const APOSTROPHE = new RegExp(`${CELL_BEGINS}'(?=${FORMULA})`, "g");

/** A text with an apostrophe wherever a formula would begin for some reader: it then stays a text. */
export function withApostrophes(text: string): string {
  return text.replace(BEFORE_FORMULA, "'");
}

/** The text that `withApostrophes` made another of. */
export function withoutApostrophes(text: string): string {
  return text.replace(APOSTROPHE, "");
}

/** A field by RFC 4180, always in quotes. */
export function csvField(value: string | null | undefined): string {
  return `"${withApostrophes(value ?? "").replaceAll('"', '""')}"`;
}

/** A record by RFC 4180 with its line break. */
export function csvRecord(values: readonly (string | null | undefined)[], { separator } = PLAIN_CSV): string {
  return `${values.map(csvField).join(separator)}\r\n`;
}

export type CsvColumn<Row> = { header: string; value: (row: Row) => string | null | undefined };

/** A column of moments in a time zone, which its heading names: `Created (Europe/Berlin)`. */
export function momentColumn<Row>(
  header: string,
  timeZone: string,
  value: (row: Row) => Date | null | undefined,
): CsvColumn<Row> {
  return {
    header: `${header} (${timeZone})`,
    value: (row) => {
      const moment = value(row);
      return moment && isoIn(timeZone, moment);
    },
  };
}

/** Rows as a CSV file, a page at a time. */
export async function* csvFile<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly CsvColumn<Row>[],
  dialect: CsvDialect,
): AsyncGenerator<string> {
  yield `${dialect.mark ? "\uFEFF" : ""}${csvRecord(
    columns.map(({ header }) => header),
    dialect,
  )}`;
  for await (const rows of pages) {
    yield rows
      .map((row) =>
        csvRecord(
          columns.map(({ value }) => value(row)),
          dialect,
        ),
      )
      .join("");
  }
}
