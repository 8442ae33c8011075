import { and, desc, eq, gt } from "drizzle-orm";
import { asActor, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { emails, userRoles, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import { type DeliveryError, type EmailStatus, parseDeliveryError } from "@/lib/email/model";
import { waitsUntil } from "@/lib/email/queries";
import { activationsAfterToday } from "@/lib/outbox/enqueue-email";
import { findSubmission } from "@/lib/submissions/submission";
import { findTenant } from "@/lib/tenants/queries";
import type { Language, Role } from "@/lib/vocabulary";
import { checkDraft } from "./check-draft";
import type { DeliveryCounts, ImportDraft } from "./model";

export const ROWS_PER_PAGE = 100;

export type ImportedUser = {
  id: number;
  login: string;
  name: string | null;
  role: Role | null;
  /** Of the last activation email; null when none was found. */
  email: Email | null;
};

/** An import that has been sent off: how far its emails have come, and some of its users in the order of their logins. */
export type ImportResult = { id: string; delivery: DeliveryCounts; users: ImportedUser[]; next: number | null };

type Place = {
  /** Of a draft the number of a row, of a result the id of a user, after which to begin. */
  after?: number;
  /** Of a draft: all rows, and not only those with mistakes. */
  all?: boolean;
};

/**
 * One's own import of users into a tenant: while it is a draft, checked as things are now; afterwards, its result.
 * @throws AppError NOT_FOUND, the same for a tenant or import out of reach, another user's, and one that never existed;
 * FORBIDDEN.
 */
export async function getImport(
  actor: Actor,
  tenantId: number,
  importId: string,
  place: Place = {},
): Promise<{ draft: ImportDraft; result: null } | { draft: null; result: ImportResult }> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "user.create", tenant);
    const found = await findSubmission(tx, actor, { id: importId, purpose: "user.import", tenantId });
    if (found.result) {
      const { userIds } = found.result as { userIds: number[] };
      return {
        draft: null,
        result: await resultOf(tx, { tenantId, importId, userIds, after: place.after ?? 0, reader: actor.language }),
      };
    }
    const text = found.draft ?? "";
    const { rows, ignored } = await checkDraft(tx, actor, tenant, text);
    const bad = rows.filter(({ person }) => !person);
    const shown = (place.all || bad.length === 0 ? rows : bad).filter(({ number }) => number > (place.after ?? 0));
    const page = shown.slice(0, ROWS_PER_PAGE).map(({ person: _person, ...row }) => row);
    const next = shown.length > ROWS_PER_PAGE ? (page.at(-1)?.number ?? null) : null;
    const addresses = rows.flatMap(({ person }) => person?.email ?? []);
    const later = await activationsAfterToday(tx, tenantId, addresses);
    const figures = { total: rows.length, bad: bad.length, later, ignored };
    return { draft: { id: importId, text, ...figures, rows: page, next }, result: null };
  });
}

type Done = { tenantId: number; importId: string; userIds: number[]; after: number; reader: Language };

async function resultOf(tx: Transaction, { tenantId, importId, userIds, after, reader }: Done): Promise<ImportResult> {
  const mail = await activationEmails(tx, tenantId, userIds);
  const found = await tx
    .select({
      id: users.id,
      login: users.login,
      firstName: users.firstName,
      lastName: users.lastName,
      role: userRoles.role,
    })
    .from(users)
    .leftJoin(userRoles, eq(userRoles.userId, users.id))
    .where(and(isAnyOf(users.id, userIds), gt(users.id, after)))
    .orderBy(users.id);
  const people = found.filter(({ id }, index) => id !== found[index - 1]?.id);
  const page = people.slice(0, ROWS_PER_PAGE);
  const count = (...wanted: EmailStatus[]) =>
    [...mail.values()].filter(({ status, waitsUntil }) => !waitsUntil && wanted.includes(status)).length;
  return {
    id: importId,
    delivery: {
      total: userIds.length,
      sent: count("sent", "delivered"),
      waiting: count("queued", "sending"),
      later: [...mail.values()].filter((email) => email.waitsUntil).length,
      failed: count("failed"),
    },
    users: page.map((user) => ({ ...user, name: displayName(user, reader), email: mail.get(user.id) ?? null })),
    next: people.length > ROWS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

type Email = { status: EmailStatus; error: DeliveryError | null; waitsUntil: Date | null };

/** The last activation email of each user: one that was sent again counts, and not the one before. */
async function activationEmails(tx: Transaction, tenantId: number, userIds: number[]): Promise<Map<number, Email>> {
  const rows = await tx
    .selectDistinctOn([emails.userId], {
      userId: emails.userId,
      status: emails.status,
      lastError: emails.lastError,
      waitsUntil,
    })
    .from(emails)
    .where(and(isAnyOf(emails.userId, userIds), eq(emails.tenantId, tenantId), eq(emails.template, "activation")))
    .orderBy(emails.userId, desc(emails.createdAt), desc(emails.id));
  return new Map(
    rows.map(({ userId, lastError, ...email }) => [userId, { ...email, error: parseDeliveryError(lastError) }]),
  );
}
