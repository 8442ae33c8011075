import fc from "fast-check";
import { textStream } from "@/lib/http/text-stream";
import {
  csvField,
  csvFile,
  csvFor,
  csvRecord,
  momentColumn,
  PLAIN_CSV,
  withApostrophes,
  withoutApostrophes,
} from "@/lib/list/csv";
import { LANGUAGES } from "@/lib/vocabulary";
import { cases } from "../support/drill";

/** A reader by RFC 4180, independent of the writer. */
function readCsv(text: string, separator = ","): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === separator) {
      record.push(field);
      field = "";
    } else if (sign === "\r" && text[at + 1] === "\n") {
      records.push([...record, field]);
      record = [];
      field = "";
      at += 1;
    } else field += sign;
  }
  return records;
}

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."\",;|\r\n=+-@＝＋－＠\t' aü") }),
);
const DIALECTS = [PLAIN_CSV, ...LANGUAGES.map(csvFor)];
const dialects = fc.constantFrom(...DIALECTS);
const records = fc.array(fc.array(hostile, { minLength: 1 }), { minLength: 1 });

test("whatever is written is read again, in every dialect", () => {
  fc.assert(
    fc.property(records, dialects, (rows, dialect) => {
      const written = rows.map((row) => csvRecord(row, dialect)).join("");
      const read = readCsv(written, dialect.separator);
      expect(read.map((row) => row.map(withoutApostrophes))).toEqual(rows);
    }),
    { numRuns: cases(300, 5000) },
  );
});

test("no reader, whatever it takes for the end of a cell, finds one that begins like a formula", () => {
  fc.assert(
    fc.property(records, dialects, (rows, dialect) => {
      const written = rows.map((row) => csvRecord(row, dialect)).join("");
      const cells = written.split(/[;,|\t\r\n"]/).map((cell) => cell.trimStart());
      expect(cells.filter((cell) => /^[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    }),
    { numRuns: cases(300, 5000) },
  );
});

test("a text without such a place is written as it is", () => {
  for (const text of ["O'Hara", "a=b", "1 + 1", "Foo - Bar", "zoe@contoso.example", "'t Hooft", "A, B; C | D\tE"])
    expect(withApostrophes(text)).toBe(text);
});

test("readers whose comma is in their numbers get semicolons; everyone gets a byte order mark, and a program neither", () => {
  expect(Object.fromEntries(LANGUAGES.map((language) => [language, csvFor(language).separator]))).toEqual({
    en: ",",
    de: ";",
    fr: ";",
    es: ";",
    it: ";",
    "pt-BR": ";",
    nl: ";",
    ja: ",",
  });
  expect(LANGUAGES.filter((language) => !csvFor(language).mark)).toEqual([]);
  expect(PLAIN_CSV).toEqual({ separator: ",", mark: false });
});

test.each([
  [null, '""'],
  [undefined, '""'],
  ['say "hi"', '"say ""hi"""'],
  ["=HYPERLINK(1)", `"'=HYPERLINK(1)"`],
  ["a=b", '"a=b"'],
  ["Smith;=1+1", `"Smith;'=1+1"`],
  ["Smith\t@x", `"Smith\t'@x"`],
  ["Smith| ＝x", `"Smith|' ＝x"`],
  ["first\r\n+1", `"first\r\n'+1"`],
  ['say "-1"', `"say ""'-1"""`],
  ["'=x", `"''=x"`],
])("%j is written as %s", (value, expected) => {
  expect(csvField(value)).toBe(expected);
});

type Row = { id: number; name: string | null };
const COLUMNS = [
  { header: "Number", value: ({ id }: Row) => String(id) },
  { header: "=Name", value: ({ name }: Row) => name },
];

async function* pagesOf(...pages: Row[][]) {
  yield* pages;
}

test.each(DIALECTS)(
  "a file in the dialect %j has the names of the columns and as many fields in every row",
  async (dialect) => {
    const pages = pagesOf(
      [
        { id: 2, name: "Ünal, Zoë" },
        { id: 1, name: '=cmd|"calc"' },
      ],
      [],
      [{ id: -3, name: null }],
    );
    const bytes = new Uint8Array(await new Response(textStream(csvFile(pages, COLUMNS, dialect))).arrayBuffer());
    const begins = [...bytes.slice(0, 3)];
    if (dialect.mark) expect(begins).toEqual([0xef, 0xbb, 0xbf]);
    else expect(begins).toEqual([...'"Nu'].map((sign) => sign.charCodeAt(0)));
    const text = new TextDecoder().decode(bytes);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(readCsv(text, dialect.separator)).toEqual([
      ["Number", "'=Name"],
      ["2", "Ünal, Zoë"],
      ["1", `'=cmd|"calc"`],
      ["'-3", ""],
    ]);
  },
);

test("a page is fetched when the one before has been taken, and none after the reader went away", async () => {
  let made = 0;
  let ended = false;
  async function* counting() {
    try {
      for (;;) {
        made += 1;
        yield [{ id: made, name: null }];
      }
    } finally {
      ended = true;
    }
  }
  const reader = textStream(csvFile(counting(), COLUMNS, PLAIN_CSV)).getReader();
  await reader.read();
  expect(made).toBe(0);
  await reader.read();
  await reader.read();
  expect(made).toBe(2);
  await reader.cancel();
  expect([made, ended]).toEqual([2, true]);
});

test("an error breaks the file off instead of ending it", async () => {
  async function* failing() {
    yield [{ id: 1, name: null }];
    throw new Error("the database went away");
  }
  await expect(new Response(textStream(csvFile(failing(), COLUMNS, PLAIN_CSV))).text()).rejects.toThrow(
    "the database went away",
  );
});

test("a column of moments names its time zone, and tells the hour that comes twice apart", async () => {
  async function* rows() {
    yield [new Date("2026-10-25T00:30:00Z"), new Date("2026-10-25T01:30:00Z"), null];
  }
  const pieces: string[] = [];
  const columns = [momentColumn<Date | null>("Created", "Europe/Berlin", (moment) => moment)];
  for await (const piece of csvFile(rows(), columns, PLAIN_CSV)) pieces.push(piece);
  expect(readCsv(pieces.join(""))).toEqual([
    ["Created (Europe/Berlin)"],
    ["2026-10-25T02:30:00.000+02:00"],
    ["2026-10-25T02:30:00.000+01:00"],
    [""],
  ]);
});
