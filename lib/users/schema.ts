import { z } from "zod";
import { checkboxSchema } from "@/lib/fields/checkbox";
import { emailSchema } from "@/lib/fields/email";
import { withHolder } from "@/lib/fields/holder";
import { idSchema, userReferenceSchema } from "@/lib/fields/id";
import { languageSchema } from "@/lib/fields/language";
import { isLogin, loginMistake, loginSchema, proposeLogin } from "@/lib/fields/login";
import { optionalNameSchema } from "@/lib/fields/name";
import { boundedText } from "@/lib/fields/text";
import { versionSchema } from "@/lib/fields/version";
import { BACKUP_ROLES, PORTAL_ROLES } from "@/lib/vocabulary";
import { ACCESS_CHOICES } from "./model";

/** J5, "Create new user". With `useEmailAsLogin` the email, in its xn-- form, must have the form of a login and is used as one. */
export const createUserSchema = z
  .object({
    email: emailSchema,
    useEmailAsLogin: checkboxSchema,
    login: boundedText("LOGIN_LENGTH").optional(),
    language: languageSchema,
    firstName: optionalNameSchema,
    lastName: optionalNameSchema,
    access: z.enum(ACCESS_CHOICES, "CHOICE_REQUIRED"),
    backupRole: z.enum(BACKUP_ROLES, "ROLE_NOT_AVAILABLE").optional(),
  })
  // Checked also when other fields are wrong, so that the user sees all mistakes together.
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
export const createUserFormSchema = createUserSchema
  .and(withHolder.extend({ tenantId: idSchema }))
  .meta({ propose: proposeLogin });

/** "Delete" as it is posted: the user and their login, typed to confirm. */
export const deleteUserSchema = userReferenceSchema.extend({
  login: boundedText("LOGIN_DIFFERS").trim().min(1, "REQUIRED"),
});

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

/** One's own new address; the change takes the current password. */
export const ownEmailSchema = z
  .object({ ...changedEmail, ...withHolder.shape, currentPassword: boundedText().min(1, "REQUIRED") })
  .superRefine(refuseEmailThatIsNoLogin);

export type OwnEmailInput = z.output<typeof ownEmailSchema>;

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

/** The notifications, each on or off: of a user's page and of "My account". */
export const notificationsSchema = z.object({
  quota: checkboxSchema,
  reports: checkboxSchema,
  daily_recap: checkboxSchema,
});

export type NotificationsInput = z.output<typeof notificationsSchema>;

/** These forms as they are posted: the user they are about, and what they were opened on. */
const edited = userReferenceSchema.extend({ version: versionSchema });

export const userGeneralFormSchema = userGeneralSchema.and(edited.extend(withHolder.shape));

export const userRolesFormSchema = userRolesSchema.and(edited);

export const userSettingsFormSchema = notificationsSchema.and(edited);

export const ownNotificationsFormSchema = notificationsSchema.extend({ version: versionSchema });
