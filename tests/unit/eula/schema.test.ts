import { type AcceptanceFilter, acceptanceKey, acceptanceQuery, inOrder } from "@/lib/eula/model";
import { parseAcceptanceFilter, parseAcceptanceKey, publishSchema, saveTextSchema } from "@/lib/eula/schema";
import { suggestVersion } from "@/lib/eula/suggest-version";

const text = { tenantId: "1", language: "en", version: "1.x", title: "Title", body: "Text" };
const publication = { tenantId: "1", draft: "1.x", version: "2.0", note: "" };

/** The codes of what a schema refuses, by field. */
function mistakes(schema: typeof saveTextSchema | typeof publishSchema, input: object): string[] {
  const result = schema.safeParse(input);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
}

test("line breaks of a browser are kept as one, and spaces around a text are cut off", () => {
  const { title, body } = saveTextSchema.parse({ ...text, title: "  Title ", body: "\r\n# One\r\n\r\nTwo\rThree\n " });
  expect({ title, body }).toEqual({ title: "Title", body: "# One\n\nTwo\nThree" });
});

test("a long agreement with clauses, lists and emphasis is taken", () => {
  const clause = "## 1. Scope\n\nThe **provider** [says](https://example.com).\n\n1. One\n   - a\n     > quoted\n\n";
  const body = `${clause.repeat(150)}${"word ".repeat(20_000)}`;
  expect(mistakes(saveTextSchema, { ...text, body })).toEqual([]);
});

test.each([
  ["no title", { title: " " }, "title REQUIRED"],
  ["a title of two lines", { title: "One\nTwo" }, "title EULA_TITLE"],
  ["a long title", { title: "x".repeat(201) }, "title EULA_TITLE"],
  ["no text", { body: " \r\n " }, "body REQUIRED"],
  ["a text that is too long", { body: "x".repeat(200_001) }, "body EULA_TOO_LONG"],
  ["a sign that the database cannot keep", { body: "a\0b" }, "body INVALID"],
  ["a quote as deep as the text is long", { body: ">".repeat(199_000) }, "body EULA_TOO_INTRICATE"],
  ["a list as deep as the text is long", { body: "- ".repeat(99_000) }, "body EULA_TOO_INTRICATE"],
  ["a text of nothing but lines", { body: `${"a\n".repeat(99_000)}b` }, "body EULA_TOO_INTRICATE"],
  ["a list without end", { body: "- a\n".repeat(2000) }, "body EULA_TOO_INTRICATE"],
  ["a paragraph of marks", { body: "*a_ ".repeat(49_000) }, "body EULA_TOO_INTRICATE"],
  ["half a character", { body: "a\ud800" }, "body INVALID"],
  ["a language that nobody has", { language: "xx" }, "language INVALID"],
])("%s is refused", (_name, change, mistake) => {
  expect(mistakes(saveTextSchema, { ...text, ...change })).toEqual([mistake]);
});

test.each([
  ["no name", { version: "  " }, "version REQUIRED"],
  ["a long name", { version: "x".repeat(41) }, "version EULA_VERSION"],
  ["a name with a line break", { version: "1\n2" }, "version EULA_VERSION"],
  ["a note that is too long", { note: "x".repeat(2001) }, "note EULA_TOO_LONG"],
])("publishing with %s is refused", (_name, change, mistake) => {
  expect(mistakes(publishSchema, { ...publication, ...change })).toEqual([mistake]);
  expect(mistakes(publishSchema, publication)).toEqual([]);
});

test("the name offered is the day, with a number where it is taken", () => {
  expect(suggestVersion("2027-01-01", [])).toBe("2027-01-01");
  expect(suggestVersion("2027-01-01", ["2027-01-01", "2027-01-01.3"])).toBe("2027-01-01.2");
  expect(suggestVersion("2027-01-01", ["2027-01-01", "2027-01-01.2"])).toBe("2027-01-01.3");
});

test.each<[Record<string, unknown>, AcceptanceFilter]>([
  [{}, {}],
  [
    { show: "missing", search: " Anna " },
    { show: "missing", search: "Anna" },
  ],
  [{ show: "12" }, { show: 12 }],
  [{ show: "everybody", search: "" }, {}],
  [{ show: ["1", "2"], search: ["a", "b"] }, {}],
  [{ show: "-1" }, {}],
])("the address %j asks for %j", (query, filter) => {
  expect(parseAcceptanceFilter(query)).toEqual(filter);
  const address = new URLSearchParams(acceptanceQuery(filter));
  expect(parseAcceptanceFilter(Object.fromEntries(address))).toEqual(filter);
});

test("the key of a page survives an address, and anything else is the beginning", () => {
  const key = { userId: 9_007_199_254_740, versionId: 3 };
  expect(parseAcceptanceKey(acceptanceKey(key))).toEqual(key);
  for (const other of [undefined, "", "x", "1-2-3", "-1", "1e3", ["1-2"], "9".repeat(16)]) {
    expect(parseAcceptanceKey(other)).toBeUndefined();
  }
});

test("languages are in one order everywhere, unknown ones left out", () => {
  expect(inOrder(["ja", "xx", "de", "en"])).toEqual(["en", "de", "ja"]);
});
