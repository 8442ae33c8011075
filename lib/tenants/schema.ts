import { z } from "zod";
import { idSchema, tenantReferenceSchema } from "@/lib/fields/id";
import { languageSchema } from "@/lib/fields/language";
import { nameSchema } from "@/lib/fields/name";
import { boundedText } from "@/lib/fields/text";
import { timeZoneSchema } from "@/lib/fields/time-zone";

/** "Edit" as it is posted: the tenant, what the form was opened on, and the new values. */
export const updateTenantSchema = tenantReferenceSchema.extend({
  version: boundedText("INVALID", 100),
  name: nameSchema,
  language: languageSchema,
  timeZone: timeZoneSchema.optional(),
});

/** "Delete" as it is posted: the tenant and its name, typed to confirm. */
export const deleteTenantSchema = tenantReferenceSchema.extend({
  name: boundedText("NAME_DIFFERS").trim().min(1, "REQUIRED"),
});

/** "Recover" as it is posted: under its name, or another where that one is taken. */
export const recoverTenantSchema = tenantReferenceSchema.extend({ name: nameSchema });

/** "Move" as it is posted: the tenant and the one to hang it under. */
export const moveTenantSchema = tenantReferenceSchema.extend({
  targetId: boundedText("CHOICE_REQUIRED").min(1, "CHOICE_REQUIRED").pipe(idSchema),
});

/** Settings > Security: whether two-factor authentication is required. */
export const twoFactorRequirementSchema = z.object({
  tenantId: idSchema,
  required: z.enum(["true", "false"], "INVALID").transform((value) => value === "true"),
});
