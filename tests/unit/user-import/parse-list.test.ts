import fc from "fast-check";
import { rolesIn } from "@/lib/access/roles";
import { AppError } from "@/lib/errors";
import { loadMessages } from "@/lib/i18n/messages";
import { csvFor, csvRecord, PLAIN_CSV } from "@/lib/list/csv";
import { checkRows } from "@/lib/user-import/check-rows";
import { decodeFile } from "@/lib/user-import/decode-file";
import { headingOf, importHeadings } from "@/lib/user-import/headings";
import { COLUMN_HEADINGS, IMPORT_COLUMNS, IMPORT_MAX_ROWS, type ImportColumn } from "@/lib/user-import/model";
import { parseList } from "@/lib/user-import/parse-list";
import { LANGUAGES } from "@/lib/vocabulary";
import { cases } from "../../support/drill";

const headings = await importHeadings();
const read = (text: string) => parseList(text, headings);

const everyLanguage = (await Promise.all(LANGUAGES.map(loadMessages))).map(({ fields }) => fields);

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
  ["bars", `${HEADING.replaceAll(",", "|")}\nzoe@contoso.example||Zoë|de la Cruz|de|backup_user`],
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
  expect(read(text)).toEqual({ rows: [{ number: 2, cells: ROW, surplus: false }], ignored: [] });
});

test("columns that are left out are empty, unknown ones are named, and blank lines count as rows of the spreadsheet", () => {
  const { rows, ignored } = read("Role,Phone,Email\n\nbackup_user,123,a@b.example\n,,\nbackup_user,,c@d.example\n");
  expect(rows.map(({ number, cells }) => [number, cells.email, cells.login])).toEqual([
    [3, "a@b.example", ""],
    [5, "c@d.example", ""],
  ]);
  expect(ignored).toEqual(["Phone"]);
});

describe.each(LANGUAGES)("the list of users as it is exported in %s", (language) => {
  const file = async (portal: string, backup: string) => {
    const { fields, services } = await loadMessages(language);
    const names = [fields.login, fields.firstName, fields.lastName, fields.email, fields.status];
    const heading = [...names, services.management_portal, services.backup, fields.created];
    const cells = ["zoe", "=Zoë", "de; -la; Cruz", "zoe@contoso.example", "active", portal, backup, "2026-01-01"];
    return `\uFEFF${[heading, cells].map((line) => csvRecord(line, csvFor(language))).join("")}`;
  };

  test("comes back with the role of the one service that has one", async () => {
    const { fields, roles } = await loadMessages(language);
    const { rows, ignored } = read(await file("", roles.restore_operator));
    expect(rows[0]?.cells).toEqual({
      email: "zoe@contoso.example",
      login: "zoe",
      firstName: "=Zoë",
      lastName: "de; -la; Cruz",
      language: "",
      role: `Backup & Disaster Recovery: ${roles.restore_operator}`,
    });
    expect(ignored).toEqual([fields.status, fields.created]);
    const words = [{ roles, services: (await loadMessages(language)).services }];
    const context = { language: "nl" as const, grantable: rolesIn("customer"), words };
    expect(checkRows(rows, context)[0]?.person).toMatchObject({ role: "restore_operator", firstName: "=Zoë" });
    const portal = read(await file(roles.readonly_admin, "")).rows;
    expect(checkRows(portal, context)[0]?.person?.role).toBe("readonly_admin");
  });

  test("asks for one role where a user has two, and for a role where there is none", async () => {
    const { roles, services } = await loadMessages(language);
    const context = { language: "nl" as const, grantable: rolesIn("customer"), words: [{ roles, services }] };
    const problems = async (portal: string, backup: string) =>
      checkRows(read(await file(portal, backup)).rows, context)[0]?.problems;
    expect(await problems(roles.readonly_admin, roles.backup_user)).toEqual([{ column: "role", code: "ROLE_TWICE" }]);
    expect(await problems("", "")).toEqual([{ column: "role", code: "REQUIRED" }]);
  });
});

test("a heading names one column in all languages together", () => {
  const named = everyLanguage.flatMap((fields) => IMPORT_COLUMNS.map((column) => [fields[column], column]));
  for (const [text = "", column] of named) expect([text, headingOf(headings, text)]).toEqual([text, column]);
});

test("a heading may name a time zone behind it, and nothing else", () => {
  for (const fields of everyLanguage) {
    for (const zone of [" (Europe/Berlin)", "(UTC)", "（America/Argentina/Buenos_Aires） "]) {
      expect(headingOf(headings, fields.language + zone)).toBe("language");
    }
  }
  for (const behind of [" (Mars/Olympus)", " (new)", " ()", " (Europe/Berlin) x"]) {
    expect(headingOf(headings, `Language${behind}`)).toBeNull();
  }
});

test("what our own file of users says of moments is ignored, whatever their time zone", () => {
  const { rows, ignored } = read(
    "Email,Role,Language (Europe/Berlin),Created (Europe/Berlin)\na@b.example,backup_user,de,2026-11-30T23:18:44.000+01:00",
  );
  expect(rows[0]?.cells).toMatchObject({ email: "a@b.example", language: "de" });
  expect(ignored).toEqual(["Created (Europe/Berlin)"]);
});

test("a cell too many is reported, one too few is empty, and empty ones at the end are ignored", () => {
  const { rows } = read(
    "email,role,last name\na@b.example,backup_user,Cruz,Silva\nc@d.example,backup_user\ne@f.example,backup_user,X,,\n",
  );
  expect(rows.map(({ surplus }) => surplus)).toEqual([true, false, false]);
  expect(rows[1]?.cells.lastName).toBe("");
});

test("quoted cells keep separators, line breaks and quotation marks", () => {
  const { rows } = read(
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
    { code: "CSV_COLUMN_TWICE", field: "text", values: { column: "E-Mail" } },
  ],
  [
    "a column twice, in two languages",
    "email,role,Correo electrónico\na,b,c",
    { code: "CSV_COLUMN_TWICE", field: "text", values: { column: "Correo electrónico" } },
  ],
  [
    "an open quotation mark",
    'email,role\n"a@b.example,backup_user\n',
    { code: "CSV_QUOTES", field: "text", values: { line: expect.any(Number) } },
  ],
])("a list with %s is refused with the reason", (_name, text, expected) => {
  expect(refused(() => read(text))).toEqual(expected);
});

test("a thousand rows are taken and one more is not", () => {
  const rows = (count: number) => `email,role\n${"a@b.example,backup_user\n".repeat(count)}`;
  expect(read(rows(IMPORT_MAX_ROWS)).rows).toHaveLength(IMPORT_MAX_ROWS);
  expect(refused(() => read(rows(IMPORT_MAX_ROWS + 1)))).toEqual({
    code: "CSV_TOO_MANY_ROWS",
    field: "text",
    values: { count: IMPORT_MAX_ROWS + 1, max: IMPORT_MAX_ROWS },
  });
});

/** What no cell of an import keeps: other line ends than \n, and blanks around it. */
const kept = (text: string) => text.replace(/\r\n?/g, "\n").trim();

test("whatever is in the cells of one of our own CSV files, in any language and order of columns, comes back", () => {
  const cell = fc
    .oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      // Formulas behind everything that some reader takes for the end of a cell.
      fc.string({ unit: fc.constantFrom(..."=+-@＝＋－＠';,|\t\r\n\" aé"), maxLength: 12 }),
    )
    .filter((text) => !text.includes("<"))
    .map((text) => text.trim());
  const record = fc.record(
    Object.fromEntries(IMPORT_COLUMNS.map((column) => [column, cell])) as Record<ImportColumn, typeof cell>,
  );
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 5 }),
      fc.shuffledSubarray([...IMPORT_COLUMNS], { minLength: IMPORT_COLUMNS.length }),
      fc.constantFrom(PLAIN_CSV, ...LANGUAGES.map(csvFor)),
      fc.constantFrom(COLUMN_HEADINGS, ...everyLanguage),
      (records, order, dialect, names) => {
        const lines = [
          order.map((column) => names[column]),
          ...records.map((row) => order.map((column) => row[column])),
        ];
        const wanted = records
          .map((row) => Object.fromEntries(Object.entries(row).map(([column, text]) => [column, kept(text)])))
          .filter((row) => Object.values(row).some((text) => text !== ""));
        fc.pre(wanted.length > 0);
        const text = lines.map((line) => csvRecord(line, dialect)).join("");
        const { rows } = read((dialect.mark ? "\uFEFF" : "") + text);
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
    expect(refused(() => read(text))).toMatchObject({ code: "CSV_TOO_MANY_ROWS", field: "text" });
  });

  test("a cell as long as the list lacks its closing quote", () => {
    const text = `${HEADING}\nzoe@contoso.example,"${"x".repeat(380_000)}`;
    expect(refused(() => read(text))).toMatchObject({ code: "CSV_QUOTES", field: "text" });
  });

  test("columns beyond a thousand are not looked at", () => {
    const { rows, ignored } = read(`email,role,${"x,".repeat(5000)}\nzoe@contoso.example,backup_user`);
    expect([rows.length, ignored.length]).toEqual([1, 998]);
  });
});
