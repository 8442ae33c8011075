import { and, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { rowsOf, type Transaction } from "@/db";
import { emails, tenants, tokens, userRoles, users } from "@/db/tables";
import type { Brand } from "@/lib/brand/model";
import { brandAt } from "@/lib/brand/queries";
import { displayName } from "@/lib/display-name";
import { languageSchema } from "@/lib/fields/language";
import { normalizeAddress } from "@/lib/http/client-address";
import {
  ACCESS_RECOVERIES,
  type AccessRecoveredPayload,
  type DailyRecap,
  type EmailChangePayload,
  LINK_TEMPLATES,
  type LinkTemplate,
  MAILING_TEMPLATES,
  QUOTA_TEMPLATES,
  type QuotaNotice,
  type QuotaTemplate,
  SECURITY_TEMPLATES,
  type SecurityPayload,
  type SecurityTemplate,
  SWITCH_OF,
  type TrialEndingPayload,
  type UsageReport,
} from "@/lib/outbox/model";
import { FILLED_LEVELS } from "@/lib/quotas/model";
import { readTimeZone } from "@/lib/time-zone/names";
import type { Language } from "@/lib/vocabulary";
import { TENANT_KINDS } from "@/lib/vocabulary";
import type { DeliveryFailure } from "./model";

/** How long a claim holds. Sending ends well before, so that only a process that died leaves one to lapse. */
export const CLAIM_SECONDS = 120;

/** What an email says about its link. */
type LinkContent = {
  tokenId: string;
  linkEndsAt: Date;
  newEmail: string | null;
  newLogin: string | null;
  /** Whether an earlier email to this address brought a link that this one took the place of. */
  replacesEarlier: boolean;
};

/** What is particular to a template: its link, what the old address reads about a change, the figures of a quota, … */
export type EmailContent =
  | ({ template: LinkTemplate } & LinkContent)
  | ({ template: "email_change_notice" } & EmailChangePayload)
  | { template: QuotaTemplate; notice: QuotaNotice }
  | ({ template: "trial_ending" } & TrialEndingPayload)
  | ({ template: "access_recovered"; happenedAt: Date } & AccessRecoveredPayload)
  | { template: "usage_report"; report: UsageReport; writtenAt: Date }
  | { template: "daily_recap"; recap: DailyRecap; writtenAt: Date }
  | ({ template: SecurityTemplate; happenedAt: Date } & SecurityPayload);

/** A claimed email with what rendering needs, or with the reason for which it must not go out. */
export type ClaimedEmail = {
  id: string;
  attempt: number;
  /** How often a busy mail service has put it off so far. */
  deferrals: number;
  toAddress: string;
  /** What the service called it when it accepted it before someone sent it again. */
  acceptedAs: string | null;
} /** A mailing to a user who no longer gets any is `unwanted`: it is dropped, not failed. */ & (
  | { problem: DeliveryFailure | "unwanted" }
  | {
      problem: null;
      content: EmailContent;
      language: Language;
      /** That of the recipient's pages. */
      timeZone: string;
      login: string;
      name: string | null;
      tenantName: string;
      contactName: string;
      /** That of the recipient; null for Backstay's own look. */
      brand: Brand | null;
    }
);

/**
 * Takes the next due emails for this process: new ones, those whose wait is over, and those whose claim lapsed because
 * their process died. Rows that another instance is taking right now are skipped. Someone who waits at a screen goes first, and what
 * goes to everyone at once goes last: no one waits for a hundred thousand reports, or for the import of a thousand users.
 */
export async function claimEmails(tx: Transaction, now: SQL, limit: number): Promise<ClaimedEmail[]> {
  const claimed = await tx.execute(sql`
    update emails set status = 'sending', attempts = attempts + 1,
      locked_until = ${now} + make_interval(secs => ${CLAIM_SECONDS})
    where id in (
      select id from emails
      where status in ('queued', 'sending') and next_attempt_at <= ${now}
        and (status = 'queued' or locked_until <= ${now})
      order by priority, next_attempt_at, id
      limit ${limit}
      for update skip locked)
    returning id`);
  const ids = rowsOf<{ id: string }>(claimed).map((row) => row.id);
  return ids.length === 0 ? [] : describeEmails(tx, now, ids);
}

async function describeEmails(tx: Transaction, now: SQL, ids: string[]): Promise<ClaimedEmail[]> {
  const parents = alias(tenants, "parents");
  const rows = await tx
    .select({
      id: emails.id,
      attempt: emails.attempts,
      deferrals: emails.deferrals,
      toAddress: emails.toAddress,
      acceptedAs: emails.providerId,
      template: emails.template,
      language: emails.language,
      payload: emails.payload,
      tokenId: tokens.id,
      linkEndsAt: tokens.expiresAt,
      newEmail: tokens.newEmail,
      newLogin: tokens.newLogin,
      replacesEarlier: replacesEarlierLink(),
      happenedAt: emails.createdAt,
      // The address that a link may go to: the user's own, or the one that it is to confirm.
      linkAddress: sql<string | null>`coalesce(${tokens.newEmail}, ${users.email})`,
      linkUsed: sql<boolean>`${tokens.usedAt} is not null`,
      linkReplaced: sql<boolean>`${tokens.replacedAt} is not null`,
      linkExpired: sql<boolean>`${tokens.expiresAt} <= ${now}`,
      login: users.login,
      firstName: users.firstName,
      lastName: users.lastName,
      deleted: sql<boolean>`${users.deletedAt} is not null or ${tenants.deletedAt} is not null`,
      disabled: sql<boolean>`${users.disabledAt} is not null or not tenant_is_open(${users.tenantPath})`,
      tenantName: tenants.name,
      parentName: parents.name,
      timeZone: sql<string | null>`coalesce(${users.timeZone}, time_zone_at(${users.tenantPath}, false))`,
      brand: brandAt(users.tenantPath),
      administrator: sql<boolean>`exists (select from ${userRoles}
        where ${userRoles.userId} = ${users.id} and ${userRoles.service} = 'management_portal')`,
      bulk: emails.bulk,
      email: users.email,
      notifications: users.notifications,
    })
    .from(emails)
    .innerJoin(users, eq(users.id, emails.userId))
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .leftJoin(parents, eq(parents.id, tenants.parentId))
    .leftJoin(
      tokens,
      and(
        sql`${tokens.id} = ${tokenIdOf(emails)}`,
        eq(tokens.userId, users.id),
        eq(tokens.purpose, sql`${emails.template}`),
      ),
    )
    .where(inArray(emails.id, ids));

  return rows.map((row) => {
    const { id, attempt, deferrals, toAddress, acceptedAs } = row;
    const problem = problemOf(row);
    const content = contentOf(row);
    const language = languageSchema.catch("en").parse(row.language);
    if (problem || !content) return { id, attempt, deferrals, toAddress, acceptedAs, problem: problem ?? "internal" };
    return {
      id,
      attempt,
      deferrals,
      toAddress,
      acceptedAs,
      problem: null,
      content,
      language,
      timeZone: readTimeZone(row.timeZone),
      login: row.login,
      name: displayName(row, language),
      tenantName: row.tenantName,
      brand: row.brand,
      // Users who run a company ask the one above it; everyone else asks their own.
      contactName: (row.administrator ? row.parentName : null) ?? row.tenantName,
    };
  });
}

/** What the outbox knows: an email that did go out, and whose link was replaced before anyone used it. */
function replacesEarlierLink(): SQL<boolean> {
  const earlier = alias(emails, "earlier");
  const replaced = alias(tokens, "replaced");
  return sql<boolean>`exists (select from ${emails} earlier join ${tokens} replaced on ${replaced.id} = ${tokenIdOf(earlier)}
    where ${earlier.userId} = ${emails.userId} and ${earlier.template} = ${emails.template}
      and ${earlier.toAddress} = ${emails.toAddress} and ${earlier.sentAt} is not null
      and ${replaced.userId} = ${emails.userId} and ${replaced.replacedAt} is not null and ${replaced.usedAt} is null)`;
}

/** The id of the token in an email's payload; null where there is none, or something else. */
function tokenIdOf({ payload }: { payload: SQLWrapper }): SQL {
  return sql`case when ${payload} ->> 'tokenId' ~ '^[0-9a-f-]{36}$' then (${payload} ->> 'tokenId')::uuid end`;
}

type ContentRow = {
  template: string;
  payload: Record<string, unknown>;
  happenedAt: Date;
  tokenId: string | null;
  linkEndsAt: Date | null;
} & Omit<LinkContent, "tokenId" | "linkEndsAt">;

/** Null for an email of another version of Backstay, or one whose link is gone. */
function contentOf({ template, payload, happenedAt, tokenId, linkEndsAt, ...rest }: ContentRow): EmailContent | null {
  const { newEmail, newLogin, replacesEarlier } = rest;
  if (template === "email_change_notice") return { template, ...noticeSchema.parse(payload) };
  const quota = QUOTA_TEMPLATES.find((known) => known === template);
  if (quota) return { template: quota, notice: quotaNoticeSchema.parse(payload) };
  if (template === "trial_ending") return { template, ...trialSchema.parse(payload) };
  if (template === "access_recovered") return { template, happenedAt, ...recoveredSchema.parse(payload) };
  const writtenAt = happenedAt;
  if (template === "usage_report") return { template, report: usageReportSchema.parse(payload), writtenAt };
  if (template === "daily_recap") return { template, recap: dailyRecapSchema.parse(payload), writtenAt };
  const security = SECURITY_TEMPLATES.find((known) => known === template);
  if (security) return { template: security, happenedAt, ...securitySchema.parse(payload) };
  const link = LINK_TEMPLATES.find((known) => known === template);
  if (!link || !tokenId || !linkEndsAt) return null;
  return { template: link, tokenId, linkEndsAt, newEmail, newLogin, replacesEarlier };
}

const noticeSchema: z.ZodType<EmailChangePayload> = z.object({
  newEmail: z.string(),
  newLogin: z.string().nullable(),
  by: z.string().nullable(),
});

const quotaNoticeSchema: z.ZodType<QuotaNotice> = z.object({
  tenantId: z.number(),
  tenantName: z.string(),
  usedBytes: z.number(),
  quotaBytes: z.number(),
  overageBytes: z.number().nullable(),
  hard: z.boolean(),
  measuredAt: z.coerce.date(),
});

const trialSchema: z.ZodType<TrialEndingPayload> = z.object({
  customerId: z.number(),
  customerName: z.string(),
  endsAt: z.iso.datetime(),
});

const recoveredSchema: z.ZodType<AccessRecoveredPayload> = z.object({
  recovery: z.enum(ACCESS_RECOVERIES),
  tenantId: z.number(),
  userId: z.number(),
  userLogin: z.string(),
  newEmail: z.string().nullable(),
});

const storageLine = z.object({
  name: z.string(),
  usedBytes: z.number(),
  quotaBytes: z.number().nullable(),
  overageBytes: z.number().nullable(),
  measuredAt: z.coerce.date().nullable(),
});

const usageReportSchema: z.ZodType<UsageReport> = z.object({
  tenantId: z.number(),
  kind: z.enum(TENANT_KINDS),
  own: storageLine,
  below: z.array(storageLine),
  total: z.number(),
});

const filledQuota = storageLine.extend({ level: z.enum(FILLED_LEVELS) });

const dailyRecapSchema: z.ZodType<DailyRecap> = z.object({
  tenantId: z.number(),
  name: z.string(),
  own: filledQuota.nullable(),
  below: z.array(filledQuota),
  nearlyFull: z.number(),
  failedEmails: z.number(),
});

const securitySchema: z.ZodType<SecurityPayload> = z.object({
  // Shown as it is, to be copied, so it must be an address and nothing else.
  address: z
    .string()
    .nullable()
    .transform((text) => text && normalizeAddress(text)),
  browser: z.string().nullable(),
  system: z.string().nullable(),
  by: z.string().nullable(),
  link: z.boolean(),
});

type Obstacles = Record<"deleted" | "disabled" | "linkUsed" | "linkReplaced", boolean> & {
  tokenId: string | null;
  linkExpired: boolean | null;
  linkAddress: string | null;
  toAddress: string;
  bulk: boolean;
  administrator: boolean;
  email: string;
  notifications: string[];
  template: string;
};

/** What was written for many may wait for hours, or be sent again weeks later: whether this user would still get it. */
function isWanted({ template, ...row }: Obstacles): boolean {
  const asked = MAILING_TEMPLATES.some(
    (mailing) => mailing === template && row.notifications.includes(SWITCH_OF[mailing]),
  );
  return asked && row.administrator && row.email === row.toAddress && !row.deleted && !row.disabled;
}

/** Why an email must no longer go out: no one gets a dead link, and no one who is shut out gets email. */
function problemOf(row: Obstacles): DeliveryFailure | "unwanted" | null {
  if (row.bulk && !isWanted(row)) return "unwanted";
  if (row.deleted) return "user_deleted";
  if (row.disabled) return "user_disabled";
  if (row.linkUsed) return "link_used";
  if (row.linkReplaced) return "link_replaced";
  if (row.linkExpired) return "link_expired";
  if (row.tokenId && row.linkAddress !== row.toAddress) return "link_misaddressed";
  return null;
}
