import { sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { grantableRoles } from "@/lib/access/roles";
import { languageSchema } from "@/lib/fields/language";
import { normalizeLogin } from "@/lib/fields/login";
import { loadMessages } from "@/lib/i18n/messages";
import { deletedHolders } from "@/lib/users/login-holder";
import { LANGUAGES, type TenantKind } from "@/lib/vocabulary";
import { checkRows, type JudgedRow, refuseTaken } from "./check-rows";
import { importHeadings } from "./headings";
import { parseList } from "./parse-list";

type Tenant = { path: string; kind: TenantKind; language: string };

/**
 * Judges a list of users for a tenant as things are now, each row and all of them together. The preview and the import ask this
 * one, so that what is offered is what is done.
 * @throws AppError CSV_* as parseList.
 */
export async function checkDraft(
  tx: Transaction,
  actor: Actor,
  tenant: Tenant,
  text: string,
): Promise<{ rows: JudgedRow[]; ignored: string[] }> {
  const { rows, ignored } = parseList(text, await importHeadings());
  const judged = checkRows(rows, {
    language: languageSchema.catch("en").parse(tenant.language),
    grantable: grantableRoles(actor, { path: tenant.path, kind: tenant.kind }),
    words: await Promise.all(LANGUAGES.map(loadMessages)),
  });
  const wanted = judged.flatMap(({ login }) => (login === null ? [] : [normalizeLogin(login)]));
  const taken = await takenOf(tx, wanted);
  refuseTaken(judged, taken, await deletedHolders(tx, actor, [...taken]));
  return { rows: judged, ignored };
}

/** Which logins exist already, anywhere in the installation. In quotes: a login may be "null". */
async function takenOf(tx: Transaction, logins: string[]): Promise<Set<string>> {
  if (logins.length === 0) return new Set();
  const result = await tx.execute(sql`select login from logins_taken(${`{"${logins.join('","')}"}`}::text[]) as login`);
  return new Set(rowsOf<{ login: string }>(result).map(({ login }) => login));
}
