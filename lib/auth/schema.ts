import { z } from "zod";
import { loginSchema } from "@/lib/fields/login";
import { boundedText, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
import { browserTimeZoneSchema } from "@/lib/fields/time-zone";
import { PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARACTERS } from "./model";

/** A password that a user chooses: 9 characters to 72 bytes of UTF-8. Its strength is judged by lib/auth/password-strength. */
export const newPasswordSchema = boundedText("PASSWORD_TOO_LONG")
  .refine((value) => [...value].length >= PASSWORD_MIN_CHARACTERS, "PASSWORD_TOO_SHORT")
  .refine((value) => new TextEncoder().encode(value).length <= PASSWORD_MAX_BYTES, "PASSWORD_TOO_LONG");

/** Activation and password reset: the same two fields; an activation also says the time zone of the browser. */
export const setPasswordSchema = z
  .object({
    password: newPasswordSchema,
    repeatPassword: boundedText("PASSWORDS_DIFFER"),
    timeZone: browserTimeZoneSchema,
  })
  .refine((value) => value.password === value.repeatPassword, {
    path: ["repeatPassword"],
    message: "PASSWORDS_DIFFER",
  });

/** Step one of signing in. A login of a wrong form is taken through the same steps as an unknown one. */
export const loginStepSchema = z.object({
  login: boundedText("LOGIN_LENGTH").trim().min(1, "REQUIRED").max(254, "LOGIN_LENGTH"),
  next: boundedText("INVALID", TEXT_MAX_CHARACTERS).optional(),
});

export const passwordStepSchema = z.object({
  password: boundedText().min(1, "REQUIRED"),
  timeZone: browserTimeZoneSchema,
});

/** Six digits from the app, or a recovery code, full-width ones too; spaces and hyphens that people type are dropped. */
export const codeStepSchema = z.object({
  code: boundedText("CODE_FORMAT")
    .transform((value) => value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase())
    .refine((value) => /^(\d{6}|[0-9A-Z]{10})$/.test(value), "CODE_FORMAT"),
  trust: z.literal("on").optional(),
  timeZone: browserTimeZoneSchema,
});

export const forgotPasswordSchema = z.object({
  login: boundedText("LOGIN_LENGTH").trim().min(1, "REQUIRED").max(254, "LOGIN_LENGTH"),
});

export const changePasswordSchema = z
  .object({
    currentPassword: passwordStepSchema.shape.password,
    password: newPasswordSchema,
    repeatPassword: boundedText("PASSWORDS_DIFFER"),
  })
  .refine((value) => value.password === value.repeatPassword, {
    path: ["repeatPassword"],
    message: "PASSWORDS_DIFFER",
  });

export { loginSchema };
