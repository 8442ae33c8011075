export const SERVICES = ["management_portal", "backup"] as const;

export type Service = (typeof SERVICES)[number];

export const ROLES = [
  "partner_admin",
  "company_admin",
  "unit_admin",
  "readonly_admin",
  "protection_admin",
  "protection_ro_admin",
  "backup_user",
  "restore_operator",
] as const;

export type Role = (typeof ROLES)[number];

export const USER_STATUSES = ["active", "not_activated", "disabled", "deleted"] as const;

export type UserStatus = (typeof USER_STATUSES)[number];

/** How long a deleted user can be recovered. */
export const RECOVERY_DAYS = 30;

export const BACKUP_ROLES = ["protection_admin", "protection_ro_admin", "backup_user", "restore_operator"] as const;

/** The parts of a user's page that are edited each on its own, by their names in addresses. */
export const USER_EDITS = ["user.update_general", "user.update_roles", "user.update_settings"] as const;

export type UserEdit = (typeof USER_EDITS)[number];

export const PORTAL_ROLES = ["partner_admin", "company_admin", "unit_admin", "readonly_admin"] as const;

/** What the links in emails are for. Where each leads, and how it is recognized: lib/link-pages.ts. */
export const TOKEN_PURPOSES = ["activation", "password_reset", "email_change"] as const;

export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

export const NOTIFICATIONS = ["quota", "reports", "daily_recap"] as const;

export type Notification = (typeof NOTIFICATIONS)[number];

/** What an administrator may do to one user, in the order of showing. */
export const LIFE_CYCLE_ACTIONS = [
  "user.resend_activation",
  "user.reset_password",
  "user.reset_two_factor",
  "user.enable",
  "user.disable",
  "user.recover",
  "user.delete",
  "user.remove",
] as const;

export type LifeCycleAction = (typeof LIFE_CYCLE_ACTIONS)[number];

/**
 * A role on each service; a service that is missing is closed to the user, unless a Management Portal role opens it.
 */
export type Roles = Partial<Record<Service, Role>>;

export const TENANT_KINDS = ["root", "partner", "customer", "unit"] as const;

export type TenantKind = (typeof TENANT_KINDS)[number];

export const TENANT_MODES = ["trial", "production"] as const;

export type TenantMode = (typeof TENANT_MODES)[number];

/** What each kind may hold: portal-spec.md, "Containment". */
export const MAY_CONTAIN: Record<TenantKind, readonly TenantKind[]> = {
  root: ["partner", "customer"],
  partner: ["partner", "customer"],
  customer: ["unit"],
  unit: ["unit"],
};

/** The status of a tenant. Deleted ones are seen from above only, for as long as they can be recovered. */
export const TENANT_STATUSES = ["active", "disabled", "deleted"] as const;

export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** @returns the status that goes with a row's two moments. */
export function tenantStatus({
  disabledAt,
  deletedAt,
}: {
  disabledAt: Date | null;
  deletedAt: Date | null;
}): TenantStatus {
  if (deletedAt) return "deleted";
  return disabledAt ? "disabled" : "active";
}

/** What may be done to a tenant itself, in the order of showing. */
export const TENANT_ACTIONS = [
  "tenant.update",
  "tenant.start_production",
  "tenant.move",
  "tenant.end_self_management",
  "tenant.start_self_management",
  "tenant.enable",
  "tenant.disable",
  "tenant.recover",
  "tenant.delete",
  "tenant.remove",
] as const;

export type TenantAction = (typeof TENANT_ACTIONS)[number];

/** What can be directly below another tenant: its clients, or units as customers call theirs. */
export const CLIENT_KINDS = ["customer", "partner", "unit"] as const;

export type ClientKind = (typeof CLIENT_KINDS)[number];

/** What those directly below a tenant are called there, which also is the name of their tab. */
export const CLIENTS_TAB = { root: "clients", partner: "clients", customer: "units", unit: "units" } as const;

/**
 * The languages of users, companies, pages and emails, each with what it calls itself. The one list of them:
 * docs/languages/README.md says which files a new one brings.
 */
export const LANGUAGE_NAMES = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  "pt-BR": "Português (Brasil)",
  nl: "Nederlands",
  ja: "日本語",
} as const;

export type Language = keyof typeof LANGUAGE_NAMES;

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as [Language, ...Language[]];

/** The parts of a name, as forms and tables call them. */
export type NamePart = "firstName" | "lastName";

/** In which order a language says the parts of a name: Japanese begins with the family name. */
export function nameOrder(language: string): readonly [NamePart, NamePart] {
  return primary(language) === "ja" ? ["lastName", "firstName"] : ["firstName", "lastName"];
}

/** The first of our languages among tags, the most wanted first. A region of a language gets that language: de-AT is German. */
export function firstLanguageOf(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const found = LANGUAGES.find((language) => primary(language) === primary(tag));
    if (found) return found;
  }
  return null;
}

function primary(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0] ?? "";
}

/** What a language calls itself, for a text that should be one of ours. */
export function languageName(text: string): string {
  return LANGUAGES.some((language) => language === text) ? LANGUAGE_NAMES[text as Language] : text;
}

export type LanguageOption = { value: Language; label: string; lang: Language };

/** The languages as a select offers them: each named and marked in itself, and sorted for the reader. */
export function languageOptions(reader: string): LanguageOption[] {
  const { compare } = new Intl.Collator(reader);
  return LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value })).sort((one, other) =>
    compare(one.label, other.label),
  );
}
