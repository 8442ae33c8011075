import { z } from "zod";
import type { OwnSession } from "@/lib/account/schema";
import { languageSchema } from "../i18n/language-schema";
import { defineList, searchSchema } from "../list/schema";

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

/** The id of a tenant or user as an address or a form carries it: digits only, exact as a JavaScript number. */
export const idSchema = z
  .string("INVALID")
  .regex(/^[1-9][0-9]{0,15}$/, "INVALID")
  .transform(Number)
  .pipe(z.int("INVALID"));

/** Control characters, halves of surrogate pairs, and what has no shape of its own but turns the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/u;
/** Something to see: a name of joiners and fillers alone would be an empty line in every list. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A login: trimmed, 3 to 254 of ASCII letters, digits and `. @ _ - +`. Stored as typed, compared without case. */
export const loginSchema = z
  .string()
  .trim()
  .min(3, "LOGIN_LENGTH")
  .max(254, "LOGIN_LENGTH")
  .regex(/^[A-Za-z0-9.@_\-+]+$/, "LOGIN_CHARACTERS");

/** The form in which logins are compared and looked up. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase();
}

/** Whether a login can exist at all. What cannot is never looked up: a NUL, say, would fail in the database. */
export function isLogin(login: string): boolean {
  return loginSchema.safeParse(login).success;
}

/** An email address: trimmed, Unicode-normalised (NFKC), lower-cased, then validated. */
export const emailSchema = z
  .string()
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.string().min(1, "REQUIRED").max(254, "EMAIL_INVALID").pipe(z.email("EMAIL_INVALID")));

/** A name of a person or a company: trimmed, NFC, 1 to 255 characters, something to see, no control or text-direction characters. */
export const nameSchema = z
  .string()
  .transform((value) => value.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1, "REQUIRED")
      .refine((value) => [...value].length <= 255, "NAME_LENGTH")
      .refine((value) => !UNPRINTABLE.test(value) && VISIBLE.test(value), "NAME_CHARACTERS"),
  );

/** A name that may be left empty; empty becomes null. */
export const optionalNameSchema = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value.trim() === "" ? null : value))
  .pipe(nameSchema.nullable());

/** The choice on "Create new user": full administration of the tenant, or one role on the backup service. */
export const ACCESS_CHOICES = ["administrator", "readonly", "backup"] as const;
export const BACKUP_ROLES = ["protection_admin", "protection_ro_admin", "backup_user", "restore_operator"] as const;

/** A checkbox as a form posts it: "on", or nothing at all. */
export const checkboxSchema = z.preprocess(
  (value) => value === "on" || value === "true" || value === true,
  z.boolean(),
);

/** What is wrong with "Use email address as login" and what goes with it, in a form that may be wrong elsewhere as well. */
export function loginMistake(form: { email?: unknown; useEmailAsLogin?: unknown; login?: unknown }) {
  if (form.useEmailAsLogin === false) {
    const chosen = loginSchema.safeParse(form.login ?? "");
    return chosen.success ? null : { field: "login", code: chosen.error.issues[0]?.message ?? "INVALID" };
  }
  const unfit = emailSchema.safeParse(form.email).success && !loginSchema.safeParse(form.email).success;
  return form.useEmailAsLogin === true && unfit ? { field: "email", code: "EMAIL_NOT_A_LOGIN" } : null;
}

/** J5, "Create new user". With `useEmailAsLogin` the email must have the form of a login and is used as one. */
export const createUserSchema = z
  .object({
    email: emailSchema,
    useEmailAsLogin: checkboxSchema,
    login: z.string().optional(),
    language: languageSchema,
    firstName: optionalNameSchema,
    lastName: optionalNameSchema,
    access: z.enum(ACCESS_CHOICES, "CHOICE_REQUIRED"),
    backupRole: z.enum(BACKUP_ROLES, "ROLE_NOT_AVAILABLE").optional(),
  })
  // Judged also when other fields are wrong, so that people hear of all mistakes at once.
  .superRefine(
    (value, context) => {
      const add = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
      const login = loginMistake(value);
      if (login) add(login.field, login.code);
      if (value.access === "backup" && !value.backupRole) add("backupRole", "CHOICE_REQUIRED");
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  )
  .transform((value) => ({
    ...value,
    login: loginSchema.parse(value.useEmailAsLogin ? value.email : value.login),
  }));

export type CreateUserInput = z.output<typeof createUserSchema>;

/** "Create new user" as it is posted: the form and the tenant it was opened in. */
export const createUserFormSchema = createUserSchema.and(z.object({ tenantId: idSchema }));

/** One of a person's own actions on a user, e.g. sending the activation email again. */
export const userReferenceSchema = z.object({ tenantId: idSchema, userId: idSchema });

/** "Delete" as it is posted: the user and their login, typed to confirm. */
export const deleteUserSchema = userReferenceSchema.extend({ login: z.string().trim().min(1, "REQUIRED") });

/** The parts of a user's page that are edited each on its own, by their names in addresses. */
export const USER_EDITS = ["user.update_general", "user.update_roles", "user.update_settings"] as const;
export type UserEdit = (typeof USER_EDITS)[number];

/** What a form was opened on: lib/form/version.ts. */
export const versionSchema = z.string().regex(/^[0-9]{1,10}\.[A-Za-z0-9_-]{16}$/, "INVALID");

/** A change of address. With `useEmailAsLogin` the login, which is the old address, becomes the new one too. */
const changedEmail = {
  email: emailSchema,
  useEmailAsLogin: checkboxSchema,
};
function refuseEmailThatIsNoLogin(value: { email?: unknown; useEmailAsLogin?: unknown }, context: z.RefinementCtx) {
  const email = emailSchema.safeParse(value.email);
  if (value.useEmailAsLogin === true && email.success && !isLogin(email.data)) {
    context.addIssue({ code: "custom", path: ["email"], message: "EMAIL_NOT_A_LOGIN" });
  }
}

/** "General" of a user's page. */
export const userGeneralSchema = z
  .object({ ...changedEmail, firstName: optionalNameSchema, lastName: optionalNameSchema, language: languageSchema })
  .superRefine(refuseEmailThatIsNoLogin);
export type UserGeneralInput = z.output<typeof userGeneralSchema>;

/** One's own new address; the current password stands for the change. */
export const ownEmailSchema = z
  .object({ ...changedEmail, currentPassword: z.string().min(1, "REQUIRED") })
  .superRefine(refuseEmailThatIsNoLogin);
export type OwnEmailInput = z.output<typeof ownEmailSchema>;

export const PORTAL_ROLES = ["partner_admin", "company_admin", "unit_admin", "readonly_admin"] as const;

/** "Services and roles" of a user's page: one role a service, or none. */
export const userRolesSchema = z
  .object({
    portalRole: z.enum([...PORTAL_ROLES, "none"], "ROLE_NOT_AVAILABLE").default("none"),
    backupRole: z.enum([...BACKUP_ROLES, "none"], "ROLE_NOT_AVAILABLE").default("none"),
  })
  .refine(({ portalRole, backupRole }) => portalRole !== "none" || backupRole !== "none", {
    path: ["portalRole"],
    message: "ROLE_REQUIRED",
  });
export type UserRolesInput = z.output<typeof userRolesSchema>;

export const NOTIFICATIONS = ["quota", "reports", "daily_recap"] as const;
export type Notification = (typeof NOTIFICATIONS)[number];

/** The notifications, each on or off: of a user's page and of "My account". */
export const notificationsSchema = z.object({
  quota: checkboxSchema,
  reports: checkboxSchema,
  daily_recap: checkboxSchema,
});
export type NotificationsInput = z.output<typeof notificationsSchema>;

/** These forms as they are posted: whom they are about, and what they were opened on. */
const edited = userReferenceSchema.extend({ version: versionSchema });
export const userGeneralFormSchema = userGeneralSchema.and(edited);
export const userRolesFormSchema = userRolesSchema.and(edited);
export const userSettingsFormSchema = notificationsSchema.and(edited);
export const ownNotificationsFormSchema = notificationsSchema.extend({ version: versionSchema });

/** A new address that waits for its owner to open the link; `login` when the login changes along. */
export type PendingEmailChange = { email: string; login: string | null; expiresAt: Date; expired: boolean };

/** What an administrator may do to one user, in the order of showing. */
export const LIFE_CYCLE_ACTIONS = [
  "user.resend_activation",
  "user.reset_password",
  "user.reset_two_factor",
  "user.enable",
  "user.disable",
  "user.recover",
  "user.delete",
] as const;
export type LifeCycleAction = (typeof LIFE_CYCLE_ACTIONS)[number];

/** A role on each service; a service that is missing is closed to the person, unless a Management Portal role opens it. */
export type Roles = Partial<Record<Service, Role>>;

/** A line of the list of users. */
export type UserSummary = {
  id: number;
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** First and last name as one, or null when neither is known. */
  name: string | null;
  status: UserStatus;
  roles: Roles;
  twoFactor: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
};

/** How the list of users is asked for. Without a status it is everybody but those who have been deleted. */
export const USER_LIST = defineList(
  { search: searchSchema, status: z.enum(USER_STATUSES), role: z.enum(ROLES) },
  { login: "ascending", name: "ascending", lastSignIn: "descending", created: "descending" },
);
export type UserListState = ReturnType<typeof USER_LIST.parse>;
export type UserFilter = UserListState["filter"];

/** Some users in the order that was asked for. */
export type UserPage = {
  users: UserSummary[];
  /** Whether the list begins before these. */
  earlier: boolean;
  /** The id after which the list goes on; null at its end. */
  next: number | null;
};

/** Where somebody is signed in, and how many of their browsers are trusted, as an administrator sees it. */
export type UserSessionsView = {
  tenantId: number;
  sessions: OwnSession[];
  trustedBrowsers: number;
  /** Whether it is the reader: then these stand in "My account". */
  own: boolean;
  /** Whether the reader may end them. */
  mayEnd: boolean;
};
