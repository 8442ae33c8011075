import { z } from "zod";
import { codeStepSchema, passwordStepSchema } from "@/lib/auth/schema";
import { languageSchema } from "@/lib/fields/language";
import { optionalNameSchema } from "@/lib/fields/name";
import { timeZoneSchema } from "@/lib/fields/time-zone";
import { versionSchema } from "@/lib/fields/version";

/** What users change about themselves immediately. A new email has to be confirmed; administrators set the login. */
export const profileSchema = z.object({
  firstName: optionalNameSchema,
  lastName: optionalNameSchema,
  language: languageSchema,
  // Left as it is by a tab from before there were any.
  timeZone: timeZoneSchema.optional(),
});

export type ProfileInput = z.output<typeof profileSchema>;

export const profileFormSchema = profileSchema.extend({ version: versionSchema });

/** A change that takes the current password. */
export const currentPasswordSchema = z.object({ currentPassword: passwordStepSchema.shape.password });

/** Turning two-factor authentication on or off: the current password, and a code of the app. */
export const twoFactorChangeSchema = z.object({
  currentPassword: passwordStepSchema.shape.password,
  code: codeStepSchema.shape.code,
});

export type TwoFactorChangeInput = z.output<typeof twoFactorChangeSchema>;

export const endSessionSchema = z.object({ sessionId: z.uuid("INVALID") });

/** A form that is only a button. */
export const nothingSchema = z.object({});
