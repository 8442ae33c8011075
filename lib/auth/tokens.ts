import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { tenants, tokens, users } from "@/db/tables";
import { foundNothing, uniqueViolation } from "@/db/violations";
import { countRefusal } from "@/lib/counters";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { linkAt, linkPath } from "@/lib/link-pages";
import { appUrl } from "@/lib/url";
import type { Language, TokenPurpose } from "@/lib/vocabulary";
import { sign, verify } from "./keys";
import { personalWords } from "./personal-words";

/** Why a link does not work, as its page tells it. */
export type LinkProblem = "LINK_USED" | "LINK_REPLACED" | "LINK_EXPIRED" | "LINK_INVALID";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** How long a link lives, as a Postgres interval. */
function lifetime(purpose: TokenPurpose): string {
  const { ACTIVATION_LINK_DAYS, RESET_LINK_HOURS, EMAIL_CHANGE_LINK_HOURS } = env();
  if (purpose === "activation") return `${ACTIVATION_LINK_DAYS} days`;
  return `${purpose === "password_reset" ? RESET_LINK_HOURS : EMAIL_CHANGE_LINK_HOURS} hours`;
}

/**
 * Makes a one-time link for a user and ends the earlier ones of its purpose. Parallel calls leave one live link.
 * @returns the token's id; the link is derived from it when it is sent.
 * @throws AppError NOT_FOUND when the user is outside the transaction's scope; the transaction is lost then.
 */
export async function issueToken(
  tx: Transaction,
  purpose: Exclude<TokenPurpose, "email_change">,
  userId: number,
): Promise<string> {
  const tokenId = (await issueTokens(tx, purpose, [userId])).get(userId);
  if (!tokenId) throw new Error("no link was issued");
  return tokenId;
}

/** The same for several users, in one statement. @returns the token's id of each user. */
export async function issueTokens(
  tx: Transaction,
  purpose: Exclude<TokenPurpose, "email_change">,
  userIds: readonly number[],
): Promise<Map<number, string>> {
  const ids = `{${userIds.join(",")}}`;
  const result = await tx
    .execute(sql`select user_id::text as "userId", issue_token(user_id, ${purpose}, ${lifetime(purpose)}::interval) as id
      from unnest(${ids}::bigint[]) as user_id`)
    .catch((error: unknown) => {
      throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
    });
  return new Map(rowsOf<{ userId: string; id: string }>(result).map(({ userId, id }) => [Number(userId), id]));
}

/**
 * Makes the link that confirms a new address of a user, and ends the one before it. What it confirms is kept with it
 * and never changes.
 * @throws AppError NOT_FOUND as `issueToken`; EMAIL_IS_A_LOGIN (email) when the login that changes with it is another
 * user's.
 */
export async function issueEmailChange(
  tx: Transaction,
  userId: number,
  { email, login }: { email: string; login: string | null },
): Promise<string> {
  const call = sql`select request_email_change(${userId}, ${email}, ${login}, ${lifetime("email_change")}::interval) as id`;
  return issuedBy(tx, call);
}

async function issuedBy(tx: Transaction, call: SQL): Promise<string> {
  const result = await tx.execute(call).catch((error: unknown) => {
    if (uniqueViolation(error) === "users_login_key") throw new AppError("EMAIL_IS_A_LOGIN", "email");
    throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
  });
  const [row] = rowsOf<{ id: string }>(result);
  if (!row) throw new Error("no link was issued");
  return row.id;
}

/** The secret part of a link, `<id>.<HMAC>`. Derived whenever it is needed and stored nowhere. */
export function tokenToString(purpose: TokenPurpose, id: string): string {
  return `${Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url")}.${sign(`link:${purpose}`, id)}`;
}

/** The id in the secret part of a link, or null when this installation never made it for this purpose. */
export function parseToken(purpose: TokenPurpose, text: string): string | null {
  const match = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const hex = Buffer.from(match[1], "base64url").toString("hex");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  // Only the one spelling that tokenToString makes: base64url has spare bits in its last character.
  return UUID.test(id) && verify(`link:${purpose}`, id, match[2]) && tokenIdText(id) === match[1] ? id : null;
}

function tokenIdText(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

/** The whole link, as it goes into an email. */
export function tokenLink(purpose: TokenPurpose, id: string): string {
  return appUrl(linkPath(purpose, tokenToString(purpose, id)));
}

/** The link that the path of a page carries, if this installation made it; whether it still works is another question. */
export function linkOfPath(path: string): { purpose: TokenPurpose; tokenId: string } | null {
  const link = linkAt(path);
  const tokenId = link && parseToken(link.purpose, link.text);
  return tokenId ? { purpose: link.purpose, tokenId } : null;
}

export type LinkSubject = {
  tokenId: string;
  userId: number;
  login: string;
  language: Language;
  expiresAt: Date;
  /** Of an email change: the address that it confirms, and the login that changes along. */
  newEmail: string | null;
  newLogin: string | null;
  /** Words that make a password of this user weak: names, login, email, company. */
  personalWords: string[];
};

/**
 * What a link is for, without changing anything: pages and mail scanners can look as often as they like. One that was
 * real tells the recipient's language, so that they can read why it no longer works.
 */
export async function readLink(
  purpose: TokenPurpose,
  text: string,
): Promise<({ problem: null } & LinkSubject) | { problem: LinkProblem; language?: Language }> {
  const id = parseToken(purpose, text);
  if (!id) return unknownLink();
  const [row] = await asSystem("read link", (tx) =>
    tx
      .select({
        tokenId: tokens.id,
        userId: users.id,
        login: users.login,
        email: users.email,
        firstName: users.firstName,
        lastName: users.lastName,
        language: users.language,
        tenantName: tenants.name,
        expiresAt: tokens.expiresAt,
        newEmail: tokens.newEmail,
        newLogin: tokens.newLogin,
        usedAt: tokens.usedAt,
        replacedAt: tokens.replacedAt,
        expired: sql<boolean>`${tokens.expiresAt} <= now()`,
        open: sql<boolean>`${users.disabledAt} is null and ${users.deletedAt} is null and tenant_is_open(${users.tenantPath})`,
      })
      .from(tokens)
      .innerJoin(users, eq(users.id, tokens.userId))
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(and(eq(tokens.id, id), eq(tokens.purpose, purpose))),
  );
  if (!row) return unknownLink();
  const language = languageSchema.catch("en").parse(row.language);
  if (row.usedAt) return { problem: "LINK_USED", language };
  if (row.replacedAt) return { problem: "LINK_REPLACED", language };
  if (row.expired) return { problem: "LINK_EXPIRED", language };
  // A link of a disabled account says no more than a made-up one.
  if (!row.open) return { problem: "LINK_INVALID" };
  const { tokenId, userId, login, expiresAt, newEmail, newLogin } = row;
  const subject = { tokenId, userId, login, language, expiresAt, newEmail, newLogin };
  return { problem: null, ...subject, personalWords: personalWords(row) };
}

function unknownLink(): { problem: "LINK_INVALID" } {
  countRefusal("unknown_link");
  return { problem: "LINK_INVALID" };
}

/**
 * Spends a link inside the transaction of its effect. One conditional update decides: of two simultaneous attempts, one
 * succeeds.
 * @throws AppError LINK_USED, LINK_REPLACED when it is no longer live.
 */
export async function consumeToken(tx: Transaction, purpose: TokenPurpose, tokenId: string): Promise<void> {
  const spent = await tx
    .update(tokens)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(tokens.id, tokenId),
        eq(tokens.purpose, purpose),
        isNull(tokens.usedAt),
        isNull(tokens.replacedAt),
        gt(tokens.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: tokens.id });
  if (spent.length === 1) return;
  const [token] = await tx.select({ replacedAt: tokens.replacedAt }).from(tokens).where(eq(tokens.id, tokenId));
  throw new AppError(token?.replacedAt ? "LINK_REPLACED" : "LINK_USED");
}

/**
 * Ends the live links of a user: those of one purpose, since a reset link must not undo a newer password, or all of them where
 * the user is being shut out.
 * @returns whether there was one.
 * @throws AppError NOT_FOUND when the user is outside the transaction's scope; the transaction is lost then.
 */
export async function endLinks(tx: Transaction, userId: number, purpose: TokenPurpose | "all"): Promise<boolean> {
  const one = purpose === "all" ? null : purpose;
  const result = await tx.execute(sql`select end_links(${userId}, ${one}) as ended`).catch((error: unknown) => {
    throw foundNothing(error) ? new AppError("NOT_FOUND") : error;
  });
  return rowsOf<{ ended: boolean }>(result)[0]?.ended ?? false;
}

/** For `catch`: the problem of a link, as a value; any other error is thrown on. */
export function linkProblemOf(error: unknown): LinkProblem {
  if (error instanceof AppError && error.code.startsWith("LINK_")) return error.code as LinkProblem;
  throw error;
}
