import fc from "fast-check";
import { rolesIn } from "@/lib/access/roles";
import { normalizeLogin } from "@/lib/fields/login";
import { loadMessages } from "@/lib/i18n/messages";
import { type CheckContext, checkRows, refuseTaken } from "@/lib/user-import/check-rows";
import { importHeadings } from "@/lib/user-import/headings";
import { COLUMN_HEADINGS, IMPORT_COLUMNS, IMPORT_MAX_BYTES, type ImportColumn } from "@/lib/user-import/model";
import { parseList } from "@/lib/user-import/parse-list";
import { importFormSchema } from "@/lib/user-import/schema";
import { templateRows } from "@/lib/user-import/template";
import { createUserSchema } from "@/lib/users/schema";
import { ROLES } from "@/lib/vocabulary";

const headings = await importHeadings();
const ENGLISH = await loadMessages("en");
const context = (kind: "customer" | "partner" = "customer"): CheckContext => ({
  language: "nl",
  grantable: rolesIn(kind),
  words: [ENGLISH],
});

const GOOD = {
  email: "zoe@contoso.example",
  login: "",
  firstName: "",
  lastName: "",
  language: "",
  role: "backup_user",
};
const row = (cells: Partial<Record<ImportColumn, string>>, number = 2) => ({
  number,
  cells: { ...GOOD, ...cells },
  surplus: false,
});
const problemsOf = (cells: Partial<Record<ImportColumn, string>>, kind?: "partner") =>
  checkRows([row(cells)], context(kind))[0]?.problems;

test("a good row is a new user, in the company's language where none is given", () => {
  const [judged] = checkRows([row({ email: " Zoe@Contoso.example", firstName: "Zoë" })], context());
  expect(judged?.problems).toEqual([]);
  expect(judged?.person).toEqual({
    email: "zoe@contoso.example",
    login: "zoe@contoso.example",
    language: "nl",
    firstName: "Zoë",
    lastName: null,
    role: "backup_user",
  });
});

test.each([
  ["de", "de"],
  ["DE", "de"],
  ["Deutsch", "de"],
  ["pt_br", "pt-BR"],
  ["日本語", "ja"],
  ["", "nl"],
])("the language %p is %s", (language, expected) => {
  expect(checkRows([row({ language })], context())[0]?.person?.language).toBe(expected);
});

test.each([
  ["backup_user", "backup_user"],
  ["USER", "backup_user"],
  ["Restore  operator", "restore_operator"],
  ["company administrator", "company_admin"],
  ["Administrator", "protection_admin"],
  ["Management Portal: Read-only Administrator", "readonly_admin"],
  ["backup & disaster recovery: read-only administrator", "protection_ro_admin"],
  ["readonly_admin", "readonly_admin"],
])("the role %p is %s", (role, expected) => {
  expect(checkRows([row({ role })], context())[0]?.person?.role).toBe(expected);
});

test("a name of two roles is ambiguous only where both exist", () => {
  expect(problemsOf({ role: "Read-only Administrator" })).toEqual([
    { column: "role", code: "ROLE_AMBIGUOUS", values: { one: "readonly_admin", other: "protection_ro_admin" } },
  ]);
  expect(problemsOf({ role: "Read-only Administrator" }, "partner")).toEqual([]);
});

test.each<[string, Partial<Record<ImportColumn, string>>, unknown[]]>([
  ["no email", { email: "" }, [{ column: "email", code: "REQUIRED" }]],
  ["no email but a login", { email: "", login: "zoe" }, [{ column: "email", code: "REQUIRED" }]],
  ["a bad email", { email: "zoe" }, [{ column: "email", code: "EMAIL_INVALID" }]],
  [
    "an email that is no login",
    { email: "sales&support@example.test" },
    [{ column: "email", code: "EMAIL_NOT_A_LOGIN", values: { login: "sales.support@example.test" } }],
  ],
  ["a short login", { login: "zo" }, [{ column: "login", code: "LOGIN_LENGTH" }]],
  ["a bad login", { login: "zoë" }, [{ column: "login", code: "LOGIN_CHARACTERS" }]],
  ["a long name", { lastName: "x".repeat(256) }, [{ column: "lastName", code: "NAME_LENGTH" }]],
  ["a name nobody sees", { firstName: "\u200b" }, [{ column: "firstName", code: "NAME_CHARACTERS" }]],
  ["an unknown language", { language: "Klingon" }, [{ column: "language", code: "LANGUAGE_UNKNOWN" }]],
  ["no role", { role: "" }, [{ column: "role", code: "REQUIRED" }]],
  ["an unknown role", { role: "King" }, [{ column: "role", code: "ROLE_UNKNOWN" }]],
  ["a role of other companies", { role: "partner_admin" }, [{ column: "role", code: "ROLE_NOT_AVAILABLE" }]],
  [
    "everything wrong",
    { email: "zoe", login: "", lastName: "x".repeat(256), language: "xx", role: "xx" },
    [
      { column: "email", code: "EMAIL_INVALID" },
      { column: "lastName", code: "NAME_LENGTH" },
      { column: "language", code: "LANGUAGE_UNKNOWN" },
      { column: "role", code: "ROLE_UNKNOWN" },
    ],
  ],
])("a row with %s is refused with the reason, and nobody comes of it", (_name, cells, expected) => {
  const [judged] = checkRows([row(cells)], context());
  expect(judged?.problems).toEqual(expected);
  expect(judged?.person).toBeNull();
});

test("a user who can't grant roles grants nothing", () => {
  for (const role of ROLES) {
    const [judged] = checkRows([row({ role })], { ...context(), grantable: [] });
    expect(judged).toMatchObject({ person: null, problems: [{ code: "ROLE_NOT_AVAILABLE" }] });
  }
});

test("a login that is there twice, in any case, is refused the second time, and a taken one always", () => {
  const rows = checkRows(
    [
      row({ login: "Zoe" }, 2),
      row({ email: "x@y.example" }, 3),
      row({ login: "zoE" }, 4),
      row({ email: "X@y.example" }, 9),
    ],
    context(),
  );
  expect(rows.map(({ problems }) => problems)).toEqual([
    [],
    [],
    [{ column: "login", code: "LOGIN_REPEATED", values: { row: 2 } }],
    [{ column: "email", code: "LOGIN_REPEATED", values: { row: 3 } }],
  ]);
  refuseTaken(rows, new Set(["zoe"]));
  expect(rows.map(({ person }) => person !== null)).toEqual([false, true, false, false]);
  expect(rows[0]?.problems).toEqual([{ column: "login", code: "LOGIN_TAKEN" }]);
});

test("the template is good in every kind of company", () => {
  for (const kind of ["root", "partner", "customer", "unit"] as const) {
    const rows = templateRows({ kind, language: "pt-BR" });
    const text = [
      Object.values(COLUMN_HEADINGS),
      ...rows.map((cells) => IMPORT_COLUMNS.map((name) => cells[name] ?? "")),
    ]
      .map((cells) => cells.join(","))
      .join("\n");
    const judged = checkRows(parseList(text, headings).rows, { ...context(), grantable: rolesIn(kind) });
    expect(judged.flatMap(({ problems }) => problems)).toEqual([]);
    expect(judged).toHaveLength(2);
  }
});

test("a row is good exactly when 'Create new user' would take it", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("", "a@b.example", "o'hara@b.example", "zoe", "\u202e", "x".repeat(256)),
  );
  const cells = fc.record({ email: text, login: text, firstName: text, lastName: text });
  fc.assert(
    fc.property(cells, (typed) => {
      const trimmed = Object.fromEntries(
        Object.entries(typed).map(([name, value]) => [name, value.trim()]),
      ) as typeof typed;
      const [judged] = checkRows([row(trimmed)], context());
      const form = {
        ...trimmed,
        useEmailAsLogin: trimmed.login === "",
        language: "nl",
        access: "backup",
        backupRole: "backup_user",
      };
      const single = createUserSchema.safeParse(form);
      expect(judged?.person !== null).toBe(single.success);
      if (single.success) {
        const { email, login, firstName, lastName } = single.data;
        expect(judged?.person).toMatchObject({ email, login, firstName, lastName });
        expect(normalizeLogin(judged?.login ?? "")).toBe(normalizeLogin(login));
      } else {
        expect(judged?.problems.length).toBeGreaterThan(0);
      }
    }),
  );
});

describe("what the form posts", () => {
  const post = (fields: Record<string, unknown>) => {
    const answer = importFormSchema.safeParse({ tenantId: "7", ...fields });
    return answer.success ? "good" : answer.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  const empty = new File([], "");

  test.each<[string, Record<string, unknown>, unknown]>([
    ["text alone", { text: "email,role", file: empty }, "good"],
    ["a file alone", { text: "", file: new File(["x"], "users.csv") }, "good"],
    ["neither", { text: " \n", file: empty }, ["text: CSV_EMPTY"]],
    ["neither, as a server action sees it", { text: "", file: new File([], "undefined") }, ["text: CSV_EMPTY"]],
    ["text and an empty file", { text: "email,role", file: new File([], "empty.csv") }, "good"],
    ["no field at all", {}, ["text: CSV_EMPTY"]],
    ["too much text", { text: "ä".repeat(IMPORT_MAX_BYTES / 2 + 1) }, ["text: CSV_TOO_LARGE"]],
    ["just enough text", { text: "ä".repeat(IMPORT_MAX_BYTES / 2) }, "good"],
    ["too large a file", { file: new File(["x".repeat(IMPORT_MAX_BYTES + 1)], "x.csv") }, ["file: CSV_TOO_LARGE"]],
    ["what the database cannot keep", { text: "email\0" }, ["text: CSV_ENCODING"]],
    ["a text for a file", { file: "x" }, ["file: INVALID"]],
  ])("%s", (_name, fields, expected) => {
    expect(post(fields)).toEqual(expected);
  });
});

test("an international address is one, however its domain is written", () => {
  const rows = ["info@bücher.example", "info@xn--bcher-kva.example", "post@xn--80a1acny.xn--p1ai"].map(
    (email, index) => ({
      ...row({ email }),
      number: index + 2,
    }),
  );
  const judged = checkRows(rows, context());
  expect(judged.map(({ login, problems }) => [login, problems.map(({ code }) => code)])).toEqual([
    ["info@xn--bcher-kva.example", []],
    ["info@xn--bcher-kva.example", ["LOGIN_REPEATED"]],
    ["post@xn--80a1acny.xn--p1ai", []],
  ]);
  expect(judged.map(({ person }) => person?.email)).toEqual(["info@bücher.example", undefined, "post@почта.рф"]);
});
