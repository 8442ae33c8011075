import type { ErrorCode } from "@/lib/errors";
import type { ErrorValues } from "@/lib/form/model";
import type { Language, Role } from "@/lib/vocabulary";

/** The columns of the file in the order of the template, by the names of their texts. */
export const IMPORT_COLUMNS = ["email", "login", "firstName", "lastName", "language", "role"] as const;

export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** As the template heads its columns. What else they can be called: headings.ts. */
export const COLUMN_HEADINGS: Record<ImportColumn, string> = {
  email: "email",
  login: "login",
  firstName: "first name",
  lastName: "last name",
  language: "language",
  role: "role",
};

/** What every file has; an empty login is the email, an empty language the company's. */
export const NEEDED_COLUMNS: readonly ImportColumn[] = ["email", "role"];

/** Between two roles of one row, which an own file with a column for each service can have. */
export const ROLES_APART = "; ";

export const IMPORT_MAX_ROWS = 1000;

/** Of text, in UTF-8. Without JavaScript a form that was refused posts it twice, and the server takes 1 MB. */
export const IMPORT_MAX_BYTES = 384 * 1024;

/** A row of the file: its number as spreadsheets count, the heading being row 1, and its cells. */
export type ImportRow = { number: number; cells: Record<ImportColumn, string>; surplus: boolean };

/** What is wrong with a row beside what "Create new user" refuses as well. */
export type RowProblemCode =
  | ErrorCode
  | "LOGIN_REPEATED"
  | "LANGUAGE_UNKNOWN"
  | "ROLE_UNKNOWN"
  | "ROLE_AMBIGUOUS"
  | "ROLE_TWICE"
  | "TOO_MANY_CELLS";

/** `column` is null when the row as a whole is at fault. `values` fill the text. */
export type RowProblem = {
  column: ImportColumn | null;
  code: RowProblemCode;
  values?: ErrorValues;
};

/** A row as the preview shows it. */
export type CheckedRow = {
  number: number;
  cells: Record<ImportColumn, string>;
  /** What the row says, as far as it can be understood. */
  login: string | null;
  language: Language | null;
  role: Role | null;
  problems: RowProblem[];
};

/** An import that has been checked and not yet sent off: the figures, and some of its rows. */
export type ImportDraft = {
  id: string;
  text: string;
  total: number;
  bad: number;
  /** How many activation emails would not go out today. */
  later: number;
  /** Headings of columns that the import knows nothing of. */
  ignored: string[];
  rows: CheckedRow[];
  /** The number of the row after which the list goes on; null at its end. */
  next: number | null;
};

/**
 * How far the activation emails of an import have come. `waiting` are those in the queue or on their way, `later` those whose day
 * is yet to come.
 */
export type DeliveryCounts = { total: number; sent: number; waiting: number; later: number; failed: number };
