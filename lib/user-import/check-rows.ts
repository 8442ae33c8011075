import { emailSchema } from "@/lib/fields/email";
import { loginSchema, normalizeLogin, parseLoginProposal } from "@/lib/fields/login";
import type { Messages } from "@/lib/i18n/messages";
import type { NewUser } from "@/lib/users/admit-user";
import type { LoginHolder } from "@/lib/users/login-holder";
import { createUserSchema } from "@/lib/users/schema";
import { BACKUP_ROLES, LANGUAGE_NAMES, LANGUAGES, type Language, ROLES, type Role } from "@/lib/vocabulary";
import {
  type CheckedRow,
  type ImportColumn,
  type ImportRow,
  ROLES_APART,
  type RowProblem,
  type RowProblemCode,
} from "./model";

/** What the rows are judged by. */
export type CheckContext = {
  /** The language of users who have none in the list. */
  language: Language;
  /** The roles that the actor may give there. */
  grantable: readonly Role[];
  /** The words for roles and services in which a list may speak of them, besides their ids. */
  words: readonly Pick<Messages, "roles" | "services">[];
};

/** A row with the user it would create; null while something is wrong with it. */
export type JudgedRow = CheckedRow & { person: NewUser | null };

/** Checks each row as "Create new user" would, and the list as a whole: no login can be there twice. */
export function checkRows(rows: readonly ImportRow[], context: CheckContext): JudgedRow[] {
  const judged = rows.map((row) => judge(row, context));
  const firstWith = new Map<string, number>();
  for (const row of judged) {
    if (row.login === null) continue;
    const key = normalizeLogin(row.login);
    const first = firstWith.get(key);
    if (first === undefined) firstWith.set(key, row.number);
    else refuse(row, { column: loginColumn(row), code: "LOGIN_REPEATED", values: { row: first } });
  }
  return judged;
}

/** Marks the rows whose login is taken, and says of whom it is where that is someone deleted. */
export function refuseTaken(
  rows: readonly JudgedRow[],
  taken: ReadonlySet<string>,
  holders: ReadonlyMap<string, LoginHolder> = new Map(),
): void {
  for (const row of rows) {
    const key = row.login === null ? "" : normalizeLogin(row.login);
    if (!taken.has(key)) continue;
    const { code, values } = holders.get(key) ?? { code: "LOGIN_TAKEN" as const, values: undefined };
    refuse(row, { column: loginColumn(row), code, ...(values && { values }) });
  }
}

function refuse(row: JudgedRow, problem: RowProblem): void {
  row.problems.push(problem);
  row.person = null;
}

const loginColumn = ({ cells }: CheckedRow): ImportColumn => (cells.login === "" ? "email" : "login");

function judge({ number, cells, surplus }: ImportRow, context: CheckContext): JudgedRow {
  const language = languageOf(cells.language, context.language);
  const role = roleOf(cells.role, context);
  const useEmailAsLogin = cells.login === "";
  const { firstName, lastName, email, login } = cells;
  const answer = createUserSchema.safeParse({
    email,
    useEmailAsLogin,
    login,
    firstName,
    lastName,
    // Stand-ins for what is judged apart.
    language: language ?? "en",
    ...choiceOf(typeof role === "string" ? role : "backup_user"),
  });
  const problems: RowProblem[] = [];
  if (surplus) problems.push({ column: null, code: "TOO_MANY_CELLS" });
  for (const { path, message } of answer.error?.issues ?? []) {
    if (message === "LOGIN_PROPOSED") {
      problems.push({ column: "email", code: "EMAIL_NOT_A_LOGIN", values: { login: parseLoginProposal(email) ?? "" } });
      continue;
    }
    problems.push({ column: path[0] as ImportColumn, code: message as RowProblemCode });
  }
  if (!language) problems.push({ column: "language", code: "LANGUAGE_UNKNOWN" });
  if (typeof role !== "string") problems.push({ column: "role", ...role });
  const wanted = loginSchema.safeParse(useEmailAsLogin ? emailSchema.safeParse(email).data : login);
  const person = answer.success && typeof role === "string" && problems.length === 0 ? answer.data : null;
  return {
    number,
    cells,
    login: wanted.data ?? null,
    language,
    role: typeof role === "string" ? role : null,
    problems,
    person: person && typeof role === "string" ? personOf(person, role) : null,
  };
}

function personOf({ email, login, language, firstName, lastName }: Omit<NewUser, "role">, role: Role): NewUser {
  return { email, login, language, firstName, lastName, role };
}

/** A role as "Create new user" posts it. */
function choiceOf(role: Role) {
  const backupRole = BACKUP_ROLES.find((candidate) => candidate === role);
  if (backupRole) return { access: "backup", backupRole };
  return { access: role === "readonly_admin" ? "readonly" : "administrator" };
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/** By its code or by what it calls itself; empty is the company's. */
function languageOf(text: string, otherwise: Language): Language | null {
  if (text === "") return otherwise;
  const wanted = plain(text);
  return LANGUAGES.find((code) => plain(code) === wanted || plain(LANGUAGE_NAMES[code]) === wanted) ?? null;
}

/** By its id, its label, or service and label where a label alone is not enough. */
function roleOf(text: string, { grantable, words }: CheckContext): Role | Pick<RowProblem, "code" | "values"> {
  if (text === "") return { code: "REQUIRED" };
  if (text.includes(ROLES_APART)) return { code: "ROLE_TWICE" };
  const wanted = plain(text);
  const meant = ROLES.filter((role) => namesOf(role, words).some((name) => plain(name) === wanted));
  const [role, another] = meant.filter((candidate) => grantable.includes(candidate));
  if (role && another) return { code: "ROLE_AMBIGUOUS", values: { one: role, other: another } };
  return role ?? { code: meant.length > 0 ? "ROLE_NOT_AVAILABLE" : "ROLE_UNKNOWN" };
}

function namesOf(role: Role, words: CheckContext["words"]): string[] {
  const service = BACKUP_ROLES.some((backupRole) => backupRole === role) ? "backup" : "management_portal";
  return [role, ...words.flatMap(({ roles, services }) => [roles[role], `${services[service]}: ${roles[role]}`])];
}
