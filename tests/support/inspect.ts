import { asc, desc, eq, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { auditLog, emails, sessions, tokens } from "@/db/tables";
import { tokenToString } from "@/lib/auth/tokens";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { ErrorValues } from "@/lib/form/model";
import type { TokenPurpose } from "@/lib/vocabulary";

/** How a verb refused: its code and field, and what fills the message. "done" when it did not refuse. */
export type Refusal = { code: ErrorCode; field?: string; values?: ErrorValues };

/** What came of a verb that is expected to refuse. Any other error fails the test. */
export async function refusal(verb: Promise<unknown>): Promise<Refusal | "done"> {
  try {
    await verb;
    return "done";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, field, values } = error;
    return { code, ...(field && { field }), ...(values && { values }) };
  }
}

/** The audit log, oldest line first. */
export function auditLines() {
  return asSystem("test", (tx) => tx.select().from(auditLog).orderBy(asc(auditLog.id)));
}

/** The events of the audit log with who is said to have done them: `event by login`. */
export async function auditTrail(): Promise<string[]> {
  return (await auditLines()).map(({ event, actorLogin }) => `${event} by ${actorLogin ?? "system"}`);
}

/** The outbox, oldest first. */
export function outbox() {
  return asSystem("test", (tx) => tx.select().from(emails).orderBy(asc(emails.createdAt)));
}

export function sessionsOf(userId: number) {
  return asSystem("test", (tx) =>
    tx.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(asc(sessions.createdAt)),
  );
}

/** A user's one-time links, newest first; `state` says whether each still works. */
export function tokensOf(userId: number, purpose: TokenPurpose) {
  return asSystem("test", (tx) =>
    tx
      .select({
        id: tokens.id,
        expiresAt: tokens.expiresAt,
        state: sql<string>`case when ${tokens.usedAt} is not null then 'used'
          when ${tokens.replacedAt} is not null then 'replaced' else 'live' end`,
      })
      .from(tokens)
      .where(sql`${tokens.userId} = ${userId} and ${tokens.purpose} = ${purpose}`)
      .orderBy(desc(tokens.createdAt)),
  );
}

/** The secret part of a user's newest link, as the email would carry it. */
export async function newestLink(userId: number, purpose: TokenPurpose): Promise<string> {
  const [token] = await tokensOf(userId, purpose);
  if (!token) throw new Error("no link was made");
  return tokenToString(purpose, token.id);
}

/** Sets a column of one row aside from every verb, e.g. to let time pass. */
export async function setColumn(table: string, id: number | string, assignment: string): Promise<void> {
  await asSystem("test", (tx) => tx.execute(sql`update ${sql.raw(table)} set ${sql.raw(assignment)} where id = ${id}`));
}

/** How many rows every table has, to show that a refusal left nothing behind. */
export async function rowCounts(): Promise<Record<string, number>> {
  return asSystem("test", async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of [
      "tenants",
      "users",
      "user_roles",
      "user_passwords",
      "tokens",
      "emails",
      "quotas",
      "audit_log",
    ]) {
      counts[table] = await tx.$count(sql.raw(table) as never);
    }
    return counts;
  });
}
