/** Everything that leaves an entry, as `entity.verb`. Labels are in the messages under `audit`. */
export const AUDIT_EVENTS = [
  "tenant.create",
  "tenant.require_two_factor",
  "tenant.release_two_factor",
  "tenant.update",
  "tenant.start_production",
  "tenant.trial_notice",
  "tenant.move",
  "tenant.start_self_management",
  "tenant.end_self_management",
  "tenant.disable",
  "tenant.enable",
  "tenant.delete",
  "tenant.recover",
  "tenant.remove",
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
  "user.remove",
  "user.purge",
  "user.export",
  "user.reset_two_factor",
  "user.trust_browser",
  "user.forget_trusted_browsers",
  "user.reset_trusted_browsers",
  "session.create",
  "session.refuse",
  "session.lock",
  "session.end",
  "session.end_all",
  "session.revoke",
  "session.revoke_all",
  "eula.start_draft",
  "eula.change_draft",
  "eula.discard_draft",
  "brand.update",
  "brand.restore",
  "brand.prove_host",
  "brand.confirm_host",
  "brand.lose_host",
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
