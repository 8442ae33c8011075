import { z } from "zod";
import { languageSchema } from "@/lib/i18n/schema";
import { emailSchema, loginSchema, nameSchema, optionalNameSchema } from "@/lib/users/schema";

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

/** A tenant and its first administrator, as a purchase or a wizard brings them. */
export const newTenantSchema = z.object({
  kind: z.enum(["partner", "customer"], "INVALID"),
  name: nameSchema,
  language: languageSchema,
  administrator: z.object({
    email: emailSchema,
    login: loginSchema,
    language: languageSchema,
    firstName: optionalNameSchema,
    lastName: optionalNameSchema,
  }),
});

export type NewTenantInput = z.output<typeof newTenantSchema>;
