import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { AppError } from "@/lib/errors";
import {
  COLUMN_HEADINGS,
  IMPORT_COLUMNS,
  IMPORT_MAX_ROWS,
  type ImportColumn,
  type ImportRow,
  NEEDED_COLUMNS,
} from "./model";

/** Comma, and what Excel writes in half of Europe and when one copies cells. */
const DELIMITERS = [",", ";", "\t"] as const;

/** Of the text, beside those that count as rows. */
const MOST_LINES = 10 * IMPORT_MAX_ROWS;
/** Of one row. What is longer lacks a closing quote, or is no list of users. */
const ROW_MAX_CHARACTERS = 16_384;
/** Headings beyond these are not looked at. */
const MOST_COLUMNS = 1000;

export type ParsedList = {
  rows: ImportRow[];
  /** Headings of columns that the import knows nothing of. */
  ignored: string[];
};

/**
 * Reads a list of users: CSV with a heading, its columns in any order, separated by comma, semicolon or tab.
 * @throws AppError for the field `text`: CSV_EMPTY, CSV_QUOTES (line), CSV_COLUMNS (columns), CSV_COLUMN_TWICE (column),
 *   CSV_TOO_MANY_ROWS (count, max).
 */
export function parseList(text: string): ParsedList {
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  // The parser takes the square of the lines. Empty ones may stand between, but not tens of thousands of them.
  const count = lines.split("\n").length;
  if (count > MOST_LINES) throw new AppError("CSV_TOO_MANY_ROWS", "text", { count, max: IMPORT_MAX_ROWS });
  // What Excel puts at the top to say how its columns are separated.
  const records = recordsOf(lines.replace(/^"?sep=.?"?\n/i, ""));
  const first = records.findIndex(({ cells }) => !isBlank(cells));
  const heading = records[first]?.cells.slice(0, MOST_COLUMNS);
  if (!heading) throw new AppError("CSV_EMPTY", "text");
  const columns = columnsOf(heading);
  const rows = records.slice(first + 1).flatMap(({ number, cells }) => {
    if (isBlank(cells)) return [];
    const surplus = cells.slice(heading.length).some((cell) => cell.trim() !== "");
    return [{ number, cells: cellsOf(cells, columns), surplus }];
  });
  if (rows.length === 0) throw new AppError("CSV_EMPTY", "text");
  if (rows.length > IMPORT_MAX_ROWS) {
    throw new AppError("CSV_TOO_MANY_ROWS", "text", { count: rows.length, max: IMPORT_MAX_ROWS });
  }
  const ignored = heading.map((cell) => cell.trim()).filter((cell) => cell !== "" && columnOf(cell) === null);
  return { rows, ignored };
}

type Columns = Map<ImportColumn, number>;
type Line = { number: number; cells: string[] };

function recordsOf(text: string): Line[] {
  const options = {
    delimiter: delimiterOf(text),
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: false,
    trim: true,
    max_record_size: ROW_MAX_CHARACTERS,
  };
  try {
    return (parse(text, options) as string[][]).map((cells, index) => ({
      number: index + 1,
      cells: cells.map(withoutApostrophe),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError("CSV_QUOTES", "text", { line: Number(error.lines ?? 0) });
  }
}

/** The delimiter that finds most of our columns in the first line with something in it. */
function delimiterOf(text: string): string {
  const line =
    text
      .split("\n")
      .find((candidate) => candidate.trim() !== "")
      ?.slice(0, ROW_MAX_CHARACTERS) ?? "";
  const found = (delimiter: string) =>
    line.split(delimiter).filter((cell) => columnOf(cell.replaceAll('"', "")) !== null).length;
  return DELIMITERS.reduce((best, delimiter) => (found(delimiter) > found(best) ? delimiter : best));
}

const plain = (heading: string) => heading.toLowerCase().replace(/[\s_\-\u00a0]+/g, "");

function columnOf(heading: string): ImportColumn | null {
  return IMPORT_COLUMNS.find((column) => plain(COLUMN_HEADINGS[column]) === plain(heading)) ?? null;
}

/** Where each column is. @throws AppError CSV_COLUMNS, CSV_COLUMN_TWICE */
function columnsOf(heading: string[]): Columns {
  const columns: Columns = new Map();
  for (const [position, cell] of heading.entries()) {
    const column = columnOf(cell);
    if (column === null) continue;
    if (columns.has(column)) throw new AppError("CSV_COLUMN_TWICE", "text", { column: COLUMN_HEADINGS[column] });
    columns.set(column, position);
  }
  const missing = NEEDED_COLUMNS.filter((column) => !columns.has(column)).map((column) => COLUMN_HEADINGS[column]);
  if (missing.length > 0) throw new AppError("CSV_COLUMNS", "text", { columns: missing });
  return columns;
}

function cellsOf(cells: string[], columns: Columns): Record<ImportColumn, string> {
  const pairs = IMPORT_COLUMNS.map((column) => [column, cells[columns.get(column) ?? -1]?.trim() ?? ""]);
  return Object.fromEntries(pairs) as Record<ImportColumn, string>;
}

const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === "");

/** Our own CSV files put an apostrophe before what a spreadsheet would take for a formula. */
function withoutApostrophe(cell: string): string {
  return /^'[=+\-@\t\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell;
}
