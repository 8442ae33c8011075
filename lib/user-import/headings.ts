import { loadMessages } from "@/lib/i18n/messages";
import { timeZoneNamed } from "@/lib/time-zone/names";
import { LANGUAGES, SERVICES, type Service } from "@/lib/vocabulary";
import { COLUMN_HEADINGS, IMPORT_COLUMNS, type ImportColumn } from "./model";

/** What a column is: one of the import, or the roles on one service, as the list of users is exported. */
export type Heading = ImportColumn | Service;

/** What each heading means, by the form in which headings are compared. */
export type Headings = ReadonlyMap<string, Heading>;

/** As people head a column of addresses, besides what our own files say. */
const EMAIL_ADDRESS = [
  "email address",
  "E-Mail-Adresse",
  "adresse e-mail",
  "dirección de correo electrónico",
  "indirizzo email",
  "endereço de e-mail",
  "e-mailadres",
  "Eメール",
];

/** The headings of the template and of our own files in every language. */
export async function importHeadings(): Promise<Headings> {
  const everyLanguage = await Promise.all(LANGUAGES.map(loadMessages));
  const own = everyLanguage.flatMap(({ fields, services }) => [
    ...IMPORT_COLUMNS.map((column): [string, Heading] => [fields[column], column]),
    ...SERVICES.map((service): [string, Heading] => [services[service], service]),
  ]);
  const template = IMPORT_COLUMNS.map((column): [string, Heading] => [COLUMN_HEADINGS[column], column]);
  const addresses = EMAIL_ADDRESS.map((text): [string, Heading] => [text, "email"]);
  return new Map([...addresses, ...own, ...template].map(([text, heading]) => [comparable(text), heading]));
}

/** Which column a heading names; null for one that the import knows nothing of. */
export function headingOf(headings: Headings, text: string): Heading | null {
  return headings.get(comparable(withoutTimeZone(text))) ?? null;
}

/** Of our own files, where columns of moments name theirs, and of those that people make after them: `Created (Europe/Berlin)`. */
function withoutTimeZone(text: string): string {
  const [whole, name = ""] = /[(\uff08]([\w+/-]{1,64})[)\uff09]\s*$/.exec(text) ?? [];
  return whole !== undefined && timeZoneNamed(name) !== null ? text.slice(0, -whole.length) : text;
}

/** Capitals, spaces, hyphens and underscores make no difference, nor does the way in which a letter is written. */
const comparable = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
