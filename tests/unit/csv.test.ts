import fc from "fast-check";
import { textStream } from "@/lib/http/text-stream";
import { csvField, csvFile, csvRecord } from "@/lib/list/csv";

/** A reader by RFC 4180, independent of the writer. */
function readCsv(text: string): string[][] {
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
    else if (sign === ",") {
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
  fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "=", "+", "-", "@", "＝", "\t", "'", "a", "ü") }),
);

test("whatever is written is read again, but for the apostrophe before what would be a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.array(hostile, { minLength: 1 }), { minLength: 1 }), (rows) => {
      const read = readCsv(rows.map(csvRecord).join(""));
      expect(read).toEqual(
        rows.map((row) => row.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text))),
      );
    }),
  );
});

test("no field that a spreadsheet reads begins like a formula", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"),
      fc.string(),
      (sign, rest) => {
        const [[field = ""] = []] = readCsv(csvRecord([sign + rest]));
        expect(field.slice(0, 2)).toBe(`'${sign}`);
      },
    ),
  );
});

test.each([
  [null, '""'],
  [undefined, '""'],
  ['say "hi"', '"say ""hi"""'],
  ["=HYPERLINK(1)", `"'=HYPERLINK(1)"`],
  ["a=b", '"a=b"'],
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

test("the file begins with a byte order mark and the names of the columns; every row has as many fields", async () => {
  const pages = pagesOf(
    [
      { id: 2, name: "Ünal, Zoë" },
      { id: 1, name: '=cmd|"calc"' },
    ],
    [],
    [{ id: -3, name: null }],
  );
  const bytes = new Uint8Array(await new Response(textStream(csvFile(pages, COLUMNS))).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(readCsv(new TextDecoder().decode(bytes))).toEqual([
    ["Number", "'=Name"],
    ["2", "Ünal, Zoë"],
    ["1", `'=cmd|"calc"`],
    ["'-3", ""],
  ]);
});

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
  const reader = textStream(csvFile(counting(), COLUMNS)).getReader();
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
  await expect(new Response(textStream(csvFile(failing(), COLUMNS))).text()).rejects.toThrow("the database went away");
});
