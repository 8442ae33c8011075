import { type NewTenantInput, newTenantSchema } from "@/lib/clients/schema";
import { emailSchema } from "@/lib/fields/email";
import { parseLoginProposal } from "@/lib/fields/login";
import { parseAmount } from "@/lib/quotas/model";
import { LANGUAGES } from "@/lib/vocabulary";
import type { Request } from "./command";
import { errorText } from "./error-text";
import { readOptions } from "./options";

export const USAGE = `Creates a partner or customer below the provider, with its administrator and the activation email.

  npm run provision -- --kind partner|customer --name "Company" --email person@example.com [options]

  --kind        partner or customer
  --name        the company's name
  --email       the administrator's email address
  --login       the administrator's login (default: the email address)
  --first-name  the administrator's first name
  --last-name   the administrator's last name
  --language    ${LANGUAGES.join(", ")} (default: the provider's language)
  --mode        production or trial, for a customer (default: production)
  --quota       cloud storage such as 500GB or 2TB, or unlimited (default: unlimited)
  --help        shows this help`;

const OPTIONS = ["kind", "name", "email", "login", "first-name", "last-name", "language", "mode", "quota"] as const;
type Option = (typeof OPTIONS)[number];

/** Which option each field of the input comes from. */
const OPTION_OF: Record<string, Option> = {
  kind: "kind",
  name: "name",
  language: "language",
  mode: "mode",
  quotaBytes: "quota",
  "administrator.email": "email",
  "administrator.login": "login",
  "administrator.language": "language",
  "administrator.firstName": "first-name",
  "administrator.lastName": "last-name",
};

const EXPECTED: Partial<Record<Option, string>> = {
  kind: "must be partner or customer.",
  language: `must be one of ${LANGUAGES.join(", ")}.`,
  mode: "must be production or trial, and only for a customer.",
  quota: "must be an amount such as 500GB or 2TB, or unlimited.",
};

/** Reads the command line; every mistake gets its own line with the option's name and what it should be. */
export function readProvisionOptions(args: readonly string[], defaultLanguage: string): Request<NewTenantInput> {
  const { given, mistakes } = readOptions(args, OPTIONS);
  const read = newTenantSchema.safeParse(candidate(given, defaultLanguage));
  if (read.success && mistakes.length === 0) return { input: read.data };
  for (const issue of read.error?.issues ?? []) {
    const option = OPTION_OF[issue.path.join(".")];
    // Without a usable email address there is nothing to say about the login that would follow from it.
    if (option === "login" && given.login === undefined && !emailSchema.safeParse(given.email).success) continue;
    if (option && !mistakes.some((line) => line.startsWith(`--${option}:`)))
      mistakes.push(mistake(option, issue.message, given));
  }
  return { mistakes };
}

function candidate(given: Partial<Record<Option, string>>, defaultLanguage: string) {
  const language = given.language ?? defaultLanguage;
  return {
    kind: given.kind,
    name: given.name ?? "",
    language,
    mode: given.mode ?? (given.kind === "partner" ? null : "production"),
    quotaBytes: quotaBytes(given.quota ?? "unlimited"),
    administrator: {
      email: given.email ?? "",
      login: given.login ?? emailSchema.safeParse(given.email).data ?? "",
      language,
      firstName: given["first-name"],
      lastName: given["last-name"],
    },
  };
}

function mistake(option: Option, code: string, given: Partial<Record<Option, string>>): string {
  if (given[option] === undefined && option !== "login") {
    return `--${option}: is required. ${EXPECTED[option] ? `It ${EXPECTED[option]}` : ""}`.trimEnd();
  }
  const expected = EXPECTED[option];
  if (expected) return `--${option}: ${expected}`;
  if (option === "login" && given.login === undefined) {
    return (
      "--login: is required, because this email address can't be used as a login (only letters A to Z, digits and . @ _ - +). " +
      `For example: --login ${parseLoginProposal(given.email)}`
    );
  }
  return `--${option}: ${errorText(code)}`;
}

/** Null is unlimited; what is no amount becomes NaN, which the schema refuses. */
function quotaBytes(text: string): number | null {
  if (/^unlimited$/i.test(text.trim())) return null;
  const [, amount = "", unit = ""] = /^(.*?)\s*(GB|TB)$/i.exec(text.trim()) ?? [];
  const read = parseAmount(amount, unit.toUpperCase() === "TB" ? "TB" : "GB");
  return "bytes" in read ? read.bytes : Number.NaN;
}
