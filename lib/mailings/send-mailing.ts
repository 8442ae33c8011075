import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { databaseNow } from "@/db/clock";
import { mailings, tenants, userRoles, users } from "@/db/tables";
import { outageOf } from "@/db/unavailable";
import type { Reader } from "@/lib/access/actor";
import { PORTAL_ROLES } from "@/lib/access/roles";
import { log } from "@/lib/log";
import { type EmailToEnqueue, enqueueEmails, type Recipient } from "@/lib/outbox/enqueue-email";
import { type MailingEmail, type MailingTemplate, SWITCH_OF } from "@/lib/outbox/model";
import { readTimeZone } from "@/lib/time-zone/names";

/** An email to everyone who has it turned on, once per period, about their own company. */
export type Mailing = {
  template: MailingTemplate;
  /** The period that it is time for in the provider's time zone, as a date: its first day. Null when it is not time. */
  periodAt(now: Date, timeZone: string): string | null;
  /** The ids of the next companies that there may be something to say about, in order. */
  nextTenants(tx: Transaction, after: number, atMost: number): Promise<number[]>;
  /** Who of those with the switch on is left out. */
  except?: SQL;
  /** What to say about a company to users who see it as the reader does; null for nothing. */
  emailAbout(reader: Reader, tenantId: number): Promise<MailingEmail | null>;
};

/** So many companies are looked at between two looks at how far it has come. */
const TENANTS_AT_ONCE = 100;

type Options = {
  /** The database's clock when left out: one machine with a wrong one must not end a period for all. */
  now?: Date;
  signal?: AbortSignal;
  tenantsAtOnce?: number;
};
type Step = { after: number; last: number; people: Map<number, Recipient[]> };

/**
 * Goes through the companies by ID and puts an email into the outbox for each of their users who should get it. Its
 * progress is saved in the transaction that writes a batch's emails, and only from where that batch began: whatever
 * ends it, and however many instances run it, everyone gets one per period. Figures are read before, as one of the
 * company's users, in short transactions of their own.
 * @returns how many emails this call has written.
 */
export async function sendMailing(mailing: Mailing, options: Options = {}): Promise<number> {
  const { signal, tenantsAtOnce = TENANTS_AT_ONCE } = options;
  const period = await asSystem("mailings", async (tx) => {
    const [provider] = await tx.select({ timeZone: tenants.timeZone }).from(tenants).where(eq(tenants.kind, "root"));
    return mailing.periodAt(options.now ?? (await databaseNow(tx)), readTimeZone(provider?.timeZone));
  });
  let written = 0;
  while (period && !signal?.aborted) {
    const step = await asSystem("mailings", (tx) => nextStep(tx, mailing, period, tenantsAtOnce));
    if (!step) break;
    const emails = new Map<number, MailingEmail>();
    for (const [tenantId, people] of step.people) {
      if (signal?.aborted) return written;
      const email = await emailAbout(mailing, tenantId, people);
      if (email) emails.set(tenantId, email);
    }
    written += await asSystem("mailings", (tx) => takeStep(tx, mailing, period, step, emails));
  }
  return written;
}

/** Where to go on, or null when everything is done. */
async function nextStep(tx: Transaction, mailing: Mailing, period: string, atMost: number): Promise<Step | null> {
  const { template } = mailing;
  await tx
    .insert(mailings)
    .values({ template, period })
    .onConflictDoUpdate({
      target: mailings.template,
      set: { period, afterTenantId: 0, finishedAt: null },
      setWhere: sql`${mailings.period} < ${period}::date`,
    });
  const underway = and(eq(mailings.template, template), eq(mailings.period, period), isNull(mailings.finishedAt));
  const [state] = await tx.select({ after: mailings.afterTenantId }).from(mailings).where(underway);
  if (!state) return null;
  const ids = await mailing.nextTenants(tx, state.after, atMost);
  const last = ids.at(-1);
  if (last !== undefined) return { after: state.after, last, people: await peopleOf(tx, mailing, ids) };
  await tx
    .update(mailings)
    .set({ finishedAt: sql`now()` })
    .where(and(underway, eq(mailings.afterTenantId, state.after)));
  return null;
}

/** Those who get notices about quotas, with this switch: on the Management Portal, activated, and not shut out. */
async function peopleOf(tx: Transaction, mailing: Mailing, ids: number[]): Promise<Step["people"]> {
  const rows = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantPath: users.tenantPath,
      email: users.email,
      language: users.language,
    })
    .from(userRoles)
    .innerJoin(users, eq(users.id, userRoles.userId))
    .where(
      and(
        isAnyOf(userRoles.tenantId, ids),
        sql`${userRoles.role} = any(${`{${PORTAL_ROLES.join(",")}}`}::text[])`,
        sql`${SWITCH_OF[mailing.template]} = any(${users.notifications})`,
        eq(users.status, "active"),
        sql`tenant_is_open(${users.tenantPath})`,
        mailing.except && sql`not ${mailing.except}`,
      ),
    )
    .orderBy(users.tenantId, users.id)
    // No tenant moves until the email is written, which keeps its place in the tree.
    .for("key share", { of: users });
  const people: Step["people"] = new Map();
  for (const user of rows) people.set(user.tenantId, [...(people.get(user.tenantId) ?? []), user]);
  return people;
}

/** A company whose figures can't be read doesn't hold up the others. */
async function emailAbout(mailing: Mailing, tenantId: number, [first]: Recipient[]): Promise<MailingEmail | null> {
  if (!first) return null;
  const reader: Reader = {
    userId: first.id,
    tenantPath: first.tenantPath,
    access: "read",
    roles: { management_portal: "readonly_admin" },
  };
  try {
    return await mailing.emailAbout(reader, tenantId);
  } catch (error) {
    if (outageOf(error)) throw error;
    log.error({ err: error, tenantId, template: mailing.template }, "a company was skipped in a mailing");
    return null;
  }
}

/** Writes what has been found out, unless another instance has been there meanwhile: to those who are to get it by now. */
async function takeStep(
  tx: Transaction,
  mailing: Mailing,
  period: string,
  step: Step,
  emails: ReadonlyMap<number, MailingEmail>,
): Promise<number> {
  const { template } = mailing;
  const moved = await tx
    .update(mailings)
    .set({ afterTenantId: step.last })
    .where(
      and(
        eq(mailings.template, template),
        eq(mailings.period, period),
        eq(mailings.afterTenantId, step.after),
        isNull(mailings.finishedAt),
      ),
    )
    .returning({ template: mailings.template });
  if (moved.length === 0) return 0;
  const people = await peopleOf(tx, mailing, [...emails.keys()]);
  const toEnqueue = [...emails].flatMap(([tenantId, email]): EmailToEnqueue[] =>
    (people.get(tenantId) ?? []).map((user) => ({ ...email, user })),
  );
  return (await enqueueEmails(tx, toEnqueue)).length;
}
