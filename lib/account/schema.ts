import { z } from "zod";
import { codeStepSchema, passwordStepSchema } from "@/lib/auth/schema";
import { languageSchema } from "@/lib/i18n/language-schema";
import { optionalNameSchema, versionSchema } from "@/lib/users/schema";

/** The card of "My account" in which people say which emails they want, and where links lead to it. */
export const NOTIFICATIONS_ID = "notifications";
export const NOTIFICATIONS_PATH = `/account#${NOTIFICATIONS_ID}`;

/** What people change about themselves at once. A new email has to be confirmed; the login is their administrator's to give. */
export const profileSchema = z.object({
  firstName: optionalNameSchema,
  lastName: optionalNameSchema,
  language: languageSchema,
});

export type ProfileInput = z.output<typeof profileSchema>;

export const profileFormSchema = profileSchema.extend({ version: versionSchema });

/** A change that the current password stands for. */
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

/** A QR code as one SVG path in a square of `size` units, the quiet zone included. */
export type QrCode = { size: number; path: string };

/** A session as its owner sees it. Browser and system are proper names, or null when they are not known. */
export type OwnSession = {
  id: string;
  current: boolean;
  browser: string | null;
  system: string | null;
  address: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};
