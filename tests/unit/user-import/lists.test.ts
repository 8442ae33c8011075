import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rolesIn } from "@/lib/access/roles";
import { AppError } from "@/lib/errors";
import { loadMessages } from "@/lib/i18n/messages";
import { checkRows } from "@/lib/user-import/check-rows";
import { decodeFile } from "@/lib/user-import/decode-file";
import { importHeadings } from "@/lib/user-import/headings";
import { parseList } from "@/lib/user-import/parse-list";
import { LANGUAGES } from "@/lib/vocabulary";

/*
 * Files as people bring them, each as one program or one habit writes it: what becomes of the whole file, byte for byte.
 */

const FOLDER = join(process.cwd(), "tests/unit/user-import/lists");
const headings = await importHeadings();
const words = await Promise.all(LANGUAGES.map(loadMessages));

type Shown = { person: unknown[] | null; problems: string[] };

/** What the preview would say about a file in a partner: the user of each row, and what is wrong with it. */
function shownOf(name: string): Shown[] | string {
  try {
    const { rows } = parseList(decodeFile(readFileSync(join(FOLDER, name))), headings);
    return checkRows(rows, { language: "nl", grantable: rolesIn("partner"), words }).map(({ person, problems }) => ({
      person: person && [person.email, person.firstName, person.lastName, person.language, person.role],
      problems: problems.map(({ column, code }) => `${column} ${code}`),
    }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.field} ${error.code}`;
  }
}

const user = (
  email: string,
  firstName: string | null = null,
  lastName: string | null = null,
  language = "nl",
): Shown => ({ person: [`${email}@example.test`, firstName, lastName, language, "readonly_admin"], problems: [] });
const wrong = (...problems: string[]): Shown => ({ person: null, problems });

const LISTS: Record<string, Shown[] | string> = {
  "bom-semicolon.csv": [user("bom.one", "Jörg", "Müller", "de")],
  "utf16le-tab.txt": [user("utf16.one", "Jörg", "Müller", "de")],
  "utf16be.csv": [user("utf16be.one")],
  // Bytes of which no one says what they mean could be read as wrong letters, so they are refused with what to do.
  "windows-1252.csv": "file CSV_ENCODING",
  "shiftjis.csv": "file CSV_ENCODING",
  "utf16-nobom.csv": "file CSV_ENCODING",
  "picture-renamed.csv": "file CSV_ENCODING",
  "old-excel.xls": "file CSV_WORKBOOK",
  "quoted-newline.csv": [wrong("firstName NAME_CHARACTERS"), user("nl.two", "Bo", "Li")],
  "duplicates.csv": [user("dup.one"), wrong("email LOGIN_REPEATED"), user("dup.two")],
  "trailing-spaces.csv": [user("sp.one")],
  "excel-sep.csv": [user("sep.one")],
  "trailing-delims.csv": [user("td.one", "A", "B")],
  "mac-cr.csv": [user("mac.one"), user("mac.two")],
  "stray-quote.csv": [user("sq.one", 'William "Bill" Gray')],
  // An apostrophe is part of a name, and before a sign of a formula it is what our own files put there.
  "nickname-apostrophe.csv": [user("ap.one", "'t", "Hooft"), user("ap.two", "-minus", "=eq")],
  "outlook-address.csv": [user("jane.roe"), user("joe")],
  "pipe.csv": [user("pipe.one")],
  "utf8-nfd.csv": [user("nfd.one", "Jörg".normalize("NFC"), "Müller".normalize("NFC"))],
  // Its headings are known; its role is called otherwise here, which the preview says.
  "german-headings.csv": [wrong("role ROLE_UNKNOWN")],
  "bulk.csv": Array.from({ length: 120 }, (_, number) => ({
    person: [`bulk${number}@bulk.test`, null, null, "nl", "readonly_admin"],
    problems: [],
  })),
};

test("every file has its expectation", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(LISTS).sort());
});

test.each(Object.entries(LISTS))("%s", (name, expected) => {
  expect(shownOf(name)).toEqual(expected);
});

test("the cells of the German file are found under their headings", () => {
  const { rows, ignored } = parseList(decodeFile(readFileSync(join(FOLDER, "german-headings.csv"))), headings);
  expect(ignored).toEqual([]);
  expect(rows[0]?.cells).toEqual({
    email: "de.one@example.test",
    login: "",
    firstName: "Jörg",
    lastName: "Müller",
    language: "Deutsch",
    role: "Schreibgeschützter Administrator",
  });
});
