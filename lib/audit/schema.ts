import { z } from "zod";
import { addressQuery } from "@/lib/list/schema";
import type { TenantKind } from "@/lib/tenants/schema";
import { idSchema } from "@/lib/users/schema";

/** Everything that leaves a line, as `entity.verb`. Labels stand in the messages under `audit`. */
export const AUDIT_EVENTS = [
  "tenant.create",
  "tenant.require_two_factor",
  "tenant.release_two_factor",
  "tenant.update",
  "tenant.start_production",
  "tenant.trial_notice",
  "tenant.move",
  "tenant.close_door",
  "tenant.open_door",
  "tenant.disable",
  "tenant.enable",
  "tenant.delete",
  "tenant.recover",
  "tenant.purge",
  "quota.change",
  "quota.set_notice",
  "tenant.export",
  "user.create",
  "user.import",
  "user.activate",
  "user.resend_activation",
  "user.request_password_reset",
  "user.reset_password",
  "user.update_profile",
  "user.update_general",
  "user.update_roles",
  "user.update_settings",
  "user.request_email_change",
  "user.resend_email_change",
  "user.cancel_email_change",
  "user.change_email",
  "user.change_password",
  "user.enable_two_factor",
  "user.disable_two_factor",
  "user.new_recovery_codes",
  "user.disable",
  "user.enable",
  "user.delete",
  "user.recover",
  "user.purge",
  "user.export",
  "user.reset_two_factor",
  "user.trust_browser",
  "user.forget_trusted_browsers",
  "user.reset_trusted_browsers",
  "session.create",
  "session.refuse",
  "session.end",
  "session.end_all",
  "session.revoke",
  "session.revoke_all",
  "eula.start_draft",
  "eula.change_draft",
  "eula.discard_draft",
  "brand.update",
  "brand.restore",
  "eula.publish",
  "eula.accept",
  "eula.export",
  "email.send_again",
  "audit_log.export",
  "audit_log.purge",
] as const;

export type AuditEvent = (typeof AUDIT_EVENTS)[number];

export const AUDIT_OBJECT_TYPES = ["tenant", "user", "session", "eula", "email", "audit_log"] as const;
export type AuditObjectType = (typeof AUDIT_OBJECT_TYPES)[number];

type AuditValue = string | number | boolean | null;

/** Figures and choices that explain an event; of a change what was there before and what is there now. */
export type AuditDetails = Record<string, AuditValue | { from: AuditValue; to: AuditValue }>;

/** What an edit changed, by field, as audit details; a field that stayed as it was is left out. */
export function changesOf<Field extends string>(
  before: Record<Field, AuditValue>,
  after: Record<Field, AuditValue>,
): AuditDetails {
  const fields = Object.keys(after) as Field[];
  return Object.fromEntries(
    fields
      .filter((field) => before[field] !== after[field])
      .map((field) => [field, { from: before[field], to: after[field] }]),
  );
}

/**
 * A line as lists and the CSV show it. `initiator` is a login; "system" is the installation itself, "unknown" a request of
 * somebody who had not signed in, such as a refused sign-in.
 */
export type AuditLine = {
  id: number;
  at: Date;
  /** One of AUDIT_EVENTS, or one that another version of Backstay wrote. */
  event: string;
  tenantId: number;
  tenantName: string;
  objectType: string;
  objectId: string;
  objectName: string;
  /** Of a tenant that the reader sees: what kind it is, for the words of the event. */
  objectKind: TenantKind | null;
  initiator: { login: string } | "system" | "unknown";
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  details: Record<string, unknown>;
};

export type AuditPage = { lines: AuditLine[]; earlier: boolean; next: number | null };

/** What the address of the page may ask for. Days are whole days in UTC, both included. */
export type AuditFilter = {
  from?: string;
  to?: string;
  event?: AuditEvent;
  /** The login of who did it, whole, in any case. */
  person?: string;
  /** A tenant at or below the one whose log is open. */
  tenant?: number;
};

const day = z.iso
  .date()
  .refine((value) => value >= "1970-01-01" && value <= "2199-12-31")
  .optional()
  .catch(undefined);

const filterSchema = z.object({
  from: day,
  to: day,
  event: z.enum(AUDIT_EVENTS).optional().catch(undefined),
  person: z.string().trim().min(1).max(254).optional().catch(undefined),
  tenant: idSchema.optional().catch(undefined),
});

/** The filter of an address. What is empty, malformed or there twice counts as not asked for. */
export function parseAuditFilter(query: Record<string, unknown>): AuditFilter {
  const filter = filterSchema.parse(query);
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The query of an address that asks for a filter, with what else it should carry; "" when there is nothing to say. */
export function auditQuery(filter: AuditFilter, more: Record<string, string | number> = {}): string {
  return addressQuery({ ...filter, ...more });
}
