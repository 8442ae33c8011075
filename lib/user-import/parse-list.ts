import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { AppError } from "@/lib/errors";
import { withoutApostrophes } from "@/lib/list/csv";
import { SERVICES } from "@/lib/vocabulary";
import { type Heading, type Headings, headingOf } from "./headings";
import {
  COLUMN_HEADINGS,
  IMPORT_COLUMNS,
  IMPORT_MAX_ROWS,
  type ImportColumn,
  type ImportRow,
  NEEDED_COLUMNS,
  ROLES_APART,
} from "./model";

/** Comma, what Excel writes in half of Europe and when one copies cells, and what databases write. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

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
 * Reads a list of users: CSV with a heading, its columns in any order, separated by comma, semicolon, tab or bar.
 * @param headings what its columns can be called.
 * @throws AppError for the field `text`: CSV_EMPTY, CSV_QUOTES (line), CSV_COLUMNS (columns), CSV_COLUMN_TWICE (column),
 *   CSV_TOO_MANY_ROWS (count, max).
 */
export function parseList(text: string, headings: Headings): ParsedList {
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  // The parser takes the square of the lines. Empty ones may stand between, but not tens of thousands of them.
  const count = lines.split("\n").length;
  if (count > MOST_LINES) throw new AppError("CSV_TOO_MANY_ROWS", "text", { count, max: IMPORT_MAX_ROWS });
  // What Excel puts at the top to say how its columns are separated.
  const records = recordsOf(lines.replace(/^"?sep=.?"?\n/i, ""), headings);
  const first = records.findIndex(({ cells }) => !isBlank(cells));
  const heading = records[first]?.cells.slice(0, MOST_COLUMNS);
  if (!heading) throw new AppError("CSV_EMPTY", "text");
  const columns = columnsOf(heading, headings);
  const rows = records.slice(first + 1).flatMap(({ number, cells }) => {
    if (isBlank(cells)) return [];
    const surplus = cells.slice(heading.length).some((cell) => cell.trim() !== "");
    return [{ number, cells: cellsOf(cells, columns, heading), surplus }];
  });
  if (rows.length === 0) throw new AppError("CSV_EMPTY", "text");
  if (rows.length > IMPORT_MAX_ROWS) {
    throw new AppError("CSV_TOO_MANY_ROWS", "text", { count: rows.length, max: IMPORT_MAX_ROWS });
  }
  const ignored = heading
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "" && headingOf(headings, cell) === null);
  return { rows, ignored };
}

type Columns = Map<Heading, number>;
type Line = { number: number; cells: string[] };

function recordsOf(text: string, headings: Headings): Line[] {
  const options = {
    delimiter: delimiterOf(text, headings),
    record_delimiter: "\n",
    relax_column_count: true,
    // Spreadsheets take a quotation mark inside a cell as it is, and close the cell only where it began with one.
    relax_quotes: true,
    skip_empty_lines: false,
    trim: true,
    max_record_size: ROW_MAX_CHARACTERS,
  };
  try {
    return (parse(text, options) as string[][]).map((cells, index) => ({
      number: index + 1,
      cells: cells.map(withoutApostrophes),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError("CSV_QUOTES", "text", { line: Number(error.lines ?? 0) });
  }
}

/** The delimiter that finds most of our columns in the first line with something in it. */
function delimiterOf(text: string, headings: Headings): string {
  const line =
    text
      .split("\n")
      .find((candidate) => candidate.trim() !== "")
      ?.slice(0, ROW_MAX_CHARACTERS) ?? "";
  const found = (delimiter: string) =>
    line.split(delimiter).filter((cell) => headingOf(headings, cell.replaceAll('"', "")) !== null).length;
  return DELIMITERS.reduce((best, delimiter) => (found(delimiter) > found(best) ? delimiter : best));
}

/** Where each column is. @throws AppError CSV_COLUMNS, CSV_COLUMN_TWICE */
function columnsOf(heading: string[], headings: Headings): Columns {
  const columns: Columns = new Map();
  for (const [position, cell] of heading.entries()) {
    const column = headingOf(headings, cell);
    if (column === null) continue;
    if (columns.has(column)) throw new AppError("CSV_COLUMN_TWICE", "text", { column: cell.trim() });
    columns.set(column, position);
  }
  const has = (column: ImportColumn) =>
    columns.has(column) || (column === "role" && SERVICES.some((service) => columns.has(service)));
  const missing = NEEDED_COLUMNS.filter((column) => !has(column)).map((column) => COLUMN_HEADINGS[column]);
  if (missing.length > 0) throw new AppError("CSV_COLUMNS", "text", { columns: missing });
  return columns;
}

function cellsOf(cells: string[], columns: Columns, heading: string[]): ImportRow["cells"] {
  const cellOf = (column: Heading) => cells[columns.get(column) ?? -1]?.trim() ?? "";
  const pairs = IMPORT_COLUMNS.map((column) => [column, cellOf(column)]);
  const row = Object.fromEntries(pairs) as ImportRow["cells"];
  return {
    ...row,
    email: bareAddress(row.email),
    role: columns.has("role") ? row.role : roleOf(cellOf, columns, heading),
  };
}

/** The role from the columns of the services, each with the name of its service, which tells apart what is called alike. */
function roleOf(cellOf: (column: Heading) => string, columns: Columns, heading: string[]): string {
  const given = SERVICES.filter((service) => cellOf(service) !== "");
  return given.map((service) => `${heading[columns.get(service) ?? -1]?.trim()}: ${cellOf(service)}`).join(ROLES_APART);
}

/** The address as mail programs copy it: `Jane Roe <jane@contoso.example>`, or as a link. */
function bareAddress(cell: string): string {
  return /^(?:[^<>]*<)?(?:mailto:)?([^<>\s]+@[^<>\s]+?)>?$/i.exec(cell)?.[1] ?? cell;
}

const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === "");
