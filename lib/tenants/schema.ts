import { z } from "zod";
import { type Language, languageSchema } from "@/lib/i18n/schema";
import { MAX_QUOTA_BYTES } from "@/lib/quotas/schema";
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

/** A tenant as pages show it. The way down to it begins at the reader's own tenant, never above. */
export type TenantView = {
  id: number;
  name: string;
  kind: TenantKind;
  mode: TenantMode | null;
  path: string;
  language: Language;
  disabledAt: Date | null;
  breadcrumbs: { id: number; name: string; kind: TenantKind }[];
};
