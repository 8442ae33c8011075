import { z } from "zod";
import { checkboxSchema } from "@/lib/fields/checkbox";
import { emailSchema } from "@/lib/fields/email";
import { withHolder } from "@/lib/fields/holder";
import { idSchema } from "@/lib/fields/id";
import { languageSchema } from "@/lib/fields/language";
import { loginMistake, loginSchema, proposeLogin } from "@/lib/fields/login";
import { nameSchema, optionalNameSchema } from "@/lib/fields/name";
import { boundedText } from "@/lib/fields/text";
import { MAX_QUOTA_BYTES } from "@/lib/quotas/model";
import { storageQuotaSchema } from "@/lib/quotas/schema";
import { CLIENT_KINDS, TENANT_MODES } from "@/lib/vocabulary";

/** J7: what the wizard posts, checked as a whole. Customers have a mode, units no quota. */
export const newClientSchema = z
  .object({
    kind: z.enum(CLIENT_KINDS, "INVALID"),
    name: nameSchema,
    mode: z.enum(TENANT_MODES, "CHOICE_REQUIRED").optional(),
    language: languageSchema,
    unlimited: z.unknown().optional(),
    quotaAmount: z.unknown().optional(),
    quotaUnit: z.unknown().optional(),
    email: emailSchema,
    useEmailAsLogin: checkboxSchema,
    login: boundedText("LOGIN_LENGTH").optional(),
    administratorLanguage: languageSchema,
    firstName: optionalNameSchema,
    lastName: optionalNameSchema,
  })
  // Checked also when other fields are wrong, so that the user sees all mistakes together.
  .superRefine(
    (value, context) => {
      const add = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
      if (value.kind === "customer" && value.mode === undefined) add(["mode"], "CHOICE_REQUIRED");
      const login = loginMistake(value);
      if (login) add([login.field], login.code);
      const quota = value.kind === "unit" ? undefined : storageQuotaSchema.safeParse(value);
      for (const issue of quota?.error?.issues ?? []) add([...issue.path], issue.message);
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  )
  .transform(({ kind, name, mode, language, email, useEmailAsLogin, login, firstName, lastName, ...value }) => ({
    kind,
    name,
    language,
    mode: kind === "customer" ? (mode ?? null) : null,
    quotaBytes: kind === "unit" ? null : storageQuotaSchema.parse(value).quotaBytes,
    useEmailAsLogin,
    administrator: {
      email,
      login: loginSchema.parse(useEmailAsLogin ? email : login),
      language: value.administratorLanguage,
      firstName,
      lastName,
    },
  }));

export type NewClientInput = z.output<typeof newClientSchema>;

/** The wizard as it is posted: with the tenant it was opened in, and a key by which a second "Done" is recognized. */
export const newClientFormSchema = newClientSchema
  .and(withHolder.extend({ tenantId: idSchema, submission: z.uuid("INVALID") }))
  .meta({ propose: proposeLogin });

/** A tenant and its first administrator, as a purchase brings them. A customer has a mode, a partner has none. */
export const newTenantSchema = z
  .object({
    kind: z.enum(["partner", "customer"], "INVALID"),
    name: nameSchema,
    language: languageSchema,
    mode: z.enum(TENANT_MODES, "INVALID").nullable(),
    quotaBytes: z.int("INVALID").nonnegative("INVALID").max(MAX_QUOTA_BYTES, "INVALID").nullable(),
    administrator: z.object({
      email: emailSchema,
      login: loginSchema,
      language: languageSchema,
      firstName: optionalNameSchema,
      lastName: optionalNameSchema,
    }),
  })
  .refine((value) => (value.kind === "customer") === (value.mode !== null), { path: ["mode"], message: "INVALID" });

export type NewTenantInput = z.output<typeof newTenantSchema>;
