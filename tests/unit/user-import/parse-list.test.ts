import fc from "fast-check";
import { AppError } from "@/lib/errors";
import { csvRecord } from "@/lib/list/csv";
import { decodeFile } from "@/lib/user-import/decode-file";
import { COLUMN_HEADINGS, IMPORT_COLUMNS, IMPORT_MAX_ROWS, type ImportColumn } from "@/lib/user-import/model";
import { parseList } from "@/lib/user-import/parse-list";
import { cases } from "../../support/drill";

const HEADING = "email,login,first name,last name,language,role";
const ROW = {
  email: "zoe@contoso.example",
  login: "",
  firstName: "Zoë",
  lastName: "de la Cruz",
  language: "de",
  role: "backup_user",
};

function refused(run: () => unknown) {
  try {
    run();
    return "done";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, field, values } = error;
    return { code, field, ...(values && { values }) };
  }
}

test.each([
  ["commas", `${HEADING}\nzoe@contoso.example,,Zoë,de la Cruz,de,backup_user`],
  [
    "semicolons, as Excel in Europe",
    `${HEADING.replaceAll(",", ";")}\nzoe@contoso.example;;Zoë;de la Cruz;de;backup_user`,
  ],
  [
    "tabs, as copied cells",
    `${HEADING.replaceAll(",", "\t")}\nzoe@contoso.example\t\tZoë\tde la Cruz\tde\tbackup_user`,
  ],
  ["a byte order mark and CRLF", `\uFEFF${HEADING}\r\nzoe@contoso.example,,Zoë,de la Cruz,de,backup_user\r\n`],
  ["old Mac line ends", `${HEADING}\rzoe@contoso.example,,Zoë,de la Cruz,de,backup_user\r`],
  [
    "quotes around everything",
    `"email","login","first name","last name","language","role"\n"zoe@contoso.example","","Zoë","de la Cruz","de","backup_user"`,
  ],
  [
    "another order, and capitals",
    "ROLE;Last_Name;First-Name;E-Mail;Language;Login\nbackup_user;de la Cruz;Zoë;zoe@contoso.example;de;",
  ],
  [
    "spaces around cells",
    `${HEADING.replaceAll(",", " , ")}\n  zoe@contoso.example , ,  Zoë , "de la Cruz" , de , backup_user `,
  ],
  [
    "Excel's line about the separator",
    `sep=;\n${HEADING.replaceAll(",", ";")}\nzoe@contoso.example;;Zoë;de la Cruz;de;backup_user`,
  ],
])("a list with %s is read", (_name, text) => {
  expect(parseList(text)).toEqual({ rows: [{ number: 2, cells: ROW, surplus: false }], ignored: [] });
});

test("columns that are left out are empty, unknown ones are named, and blank lines count as rows of the spreadsheet", () => {
  const { rows, ignored } = parseList(
    "Role,Phone,Email\n\nbackup_user,123,a@b.example\n,,\nbackup_user,,c@d.example\n",
  );
  expect(rows.map(({ number, cells }) => [number, cells.email, cells.login])).toEqual([
    [3, "a@b.example", ""],
    [5, "c@d.example", ""],
  ]);
  expect(ignored).toEqual(["Phone"]);
});

test("a cell too many is reported, one too few is empty, and empty ones at the end are ignored", () => {
  const { rows } = parseList(
    "email,role,last name\na@b.example,backup_user,Cruz,Silva\nc@d.example,backup_user\ne@f.example,backup_user,X,,\n",
  );
  expect(rows.map(({ surplus }) => surplus)).toEqual([true, false, false]);
  expect(rows[1]?.cells.lastName).toBe("");
});

test("quoted cells keep separators, line breaks and quotation marks", () => {
  const { rows } = parseList(
    'email,role,last name\na@b.example,backup_user,"O""Hara, the\nyounger"\nc@d.example,backup_user,X',
  );
  expect(rows.map(({ number, cells }) => [number, cells.lastName])).toEqual([
    [2, 'O"Hara, the\nyounger'],
    [3, "X"],
  ]);
});

test.each([
  ["nothing", "", { code: "CSV_EMPTY", field: "text" }],
  ["blank lines", " \n\n,,\n", { code: "CSV_EMPTY", field: "text" }],
  ["only the heading", HEADING, { code: "CSV_EMPTY", field: "text" }],
  [
    "no heading",
    "a@b.example,backup_user",
    { code: "CSV_COLUMNS", field: "text", values: { columns: ["email", "role"] } },
  ],
  ["no roles", "email,login\na@b.example,a", { code: "CSV_COLUMNS", field: "text", values: { columns: ["role"] } }],
  [
    "a column twice",
    "email,role,E-Mail\na,b,c",
    { code: "CSV_COLUMN_TWICE", field: "text", values: { column: "email" } },
  ],
  [
    "an open quotation mark",
    'email,role\n"a@b.example,backup_user\n',
    { code: "CSV_QUOTES", field: "text", values: { line: expect.any(Number) } },
  ],
  [
    "a stray quotation mark",
    'email,role\na"b,backup_user\n',
    { code: "CSV_QUOTES", field: "text", values: { line: 2 } },
  ],
])("a list with %s is refused with the reason", (_name, text, expected) => {
  expect(refused(() => parseList(text))).toEqual(expected);
});

test("a thousand rows are taken and one more is not", () => {
  const rows = (count: number) => `email,role\n${"a@b.example,backup_user\n".repeat(count)}`;
  expect(parseList(rows(IMPORT_MAX_ROWS)).rows).toHaveLength(IMPORT_MAX_ROWS);
  expect(refused(() => parseList(rows(IMPORT_MAX_ROWS + 1)))).toEqual({
    code: "CSV_TOO_MANY_ROWS",
    field: "text",
    values: { count: IMPORT_MAX_ROWS + 1, max: IMPORT_MAX_ROWS },
  });
});

test("whatever is in the cells of one of our own CSV files, in any order of columns, comes back", () => {
  // Line ends inside a cell come back as \n, and blanks around a cell are never intended.
  const cell = fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replaceAll("\r", "").trim());
  const record = fc.record(
    Object.fromEntries(IMPORT_COLUMNS.map((column) => [column, cell])) as Record<ImportColumn, typeof cell>,
  );
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 5 }),
      fc.shuffledSubarray([...IMPORT_COLUMNS], { minLength: IMPORT_COLUMNS.length }),
      fc.boolean(),
      (records, order, mark) => {
        const lines = [
          order.map((column) => COLUMN_HEADINGS[column]),
          ...records.map((row) => order.map((column) => row[column])),
        ];
        const wanted = records.filter((row) => Object.values(row).some((text) => text !== ""));
        fc.pre(wanted.length > 0);
        const { rows } = parseList((mark ? "\uFEFF" : "") + lines.map(csvRecord).join(""));
        expect(rows.map(({ cells }) => cells)).toEqual(wanted);
      },
    ),
    { numRuns: cases(300, 5000) },
  );
});

describe("the bytes of a file", () => {
  const text = `${HEADING}\nzoë@contoso.example,,Zoë,,,backup_user\n`;
  const utf16 = (marked: number[], swap: boolean) => {
    const bytes = Buffer.from(text, "utf16le");
    return new Uint8Array([...marked, ...(swap ? bytes.swap16() : bytes)]);
  };

  test.each([
    ["UTF-8", new TextEncoder().encode(text)],
    ["UTF-8 with a byte order mark", new TextEncoder().encode(`\uFEFF${text}`)],
    ["UTF-16, little end first", utf16([0xff, 0xfe], false)],
    ["UTF-16, big end first", utf16([0xfe, 0xff], true)],
  ])("%s is read", (_name, bytes) => {
    expect(decodeFile(bytes)).toBe(text);
  });

  test.each([
    ["the 8-bit characters of Western Windows", Buffer.from(text, "latin1"), "CSV_ENCODING"],
    ["UTF-16 that does not say so", Buffer.from(text, "utf16le"), "CSV_ENCODING"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), "CSV_ENCODING"],
    ["a workbook", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), "CSV_WORKBOOK"],
  ])("%s is refused with what to do", (_name, bytes, code) => {
    expect(refused(() => decodeFile(new Uint8Array(bytes)))).toEqual({ code, field: "file" });
  });
});

describe("what would hold up everybody else", () => {
  test("tens of thousands of empty lines are refused before they are read", () => {
    const text = `${HEADING}\n${"\n".repeat(380_000)}`;
    expect(refused(() => parseList(text))).toMatchObject({ code: "CSV_TOO_MANY_ROWS", field: "text" });
  });

  test("a cell as long as the list lacks its closing quote", () => {
    const text = `${HEADING}\nzoe@contoso.example,"${"x".repeat(380_000)}`;
    expect(refused(() => parseList(text))).toMatchObject({ code: "CSV_QUOTES", field: "text" });
  });

  test("columns beyond a thousand are not looked at", () => {
    const { rows, ignored } = parseList(`email,role,${"x,".repeat(5000)}\nzoe@contoso.example,backup_user`);
    expect([rows.length, ignored.length]).toEqual([1, 998]);
  });
});
