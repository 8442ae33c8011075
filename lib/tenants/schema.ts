import { z } from "zod";
import { languageSchema } from "@/lib/i18n/language-schema";
import type { Language } from "@/lib/i18n/schema";
import { MAX_QUOTA_BYTES } from "@/lib/quotas/schema";
import { emailSchema, idSchema, loginSchema, nameSchema, optionalNameSchema } from "@/lib/users/schema";

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

/** A tenant as it stands; deleted ones are seen from above only, for as long as they can be recovered. */
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

/** Whether a name typed to confirm is the one asked for: spaces at the ends and the way accents are written do not matter. */
export function isSameName(typed: string, name: string): boolean {
  return typed.normalize("NFC").trim() === name;
}

/** Up to here a company's page says how many users and companies are in it; beyond, that there are more. */
export const MOST_COUNTED = 1000;

/** How long before the end of a trial its administrators hear of it, and how long it goes on at least from then. */
export const TRIAL_NOTICE_DAYS = 7;
export const TRIAL_LEAST_DAYS = 3;

/** What may be done to a tenant itself, in the order of showing. */
export const TENANT_ACTIONS = [
  "tenant.update",
  "tenant.start_production",
  "tenant.move",
  "tenant.open_door",
  "tenant.close_door",
  "tenant.enable",
  "tenant.disable",
  "tenant.recover",
  "tenant.delete",
] as const;
export type TenantAction = (typeof TENANT_ACTIONS)[number];

/** An action on the tenant whose page is open. */
export const tenantReferenceSchema = z.object({ tenantId: idSchema });

/** "Edit" as it is posted: the tenant, what the form was opened on, and what is to stand there. */
export const updateTenantSchema = tenantReferenceSchema.extend({
  version: z.string().max(100, "INVALID"),
  name: nameSchema,
  language: languageSchema,
});

/** "Delete" as it is posted: the tenant and its name, typed to confirm. */
export const deleteTenantSchema = tenantReferenceSchema.extend({ name: z.string().trim().min(1, "REQUIRED") });

/** "Recover" as it is posted: under its name, or another where that one is taken. */
export const recoverTenantSchema = tenantReferenceSchema.extend({ name: nameSchema });

/** "Move" as it is posted: the tenant and the one to hang it under. */
export const moveTenantSchema = tenantReferenceSchema.extend({
  targetId: z.string("CHOICE_REQUIRED").min(1, "CHOICE_REQUIRED").pipe(idSchema),
});

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

/** Settings > Security: whether two-factor authentication is required. */
export const twoFactorRequirementSchema = z.object({
  tenantId: idSchema,
  required: z.enum(["true", "false"], "INVALID").transform((value) => value === "true"),
});

/** A tenant as pages show it. The way down to it begins at the reader's own tenant, never above. */
export type TenantView = {
  id: number;
  name: string;
  kind: TenantKind;
  mode: TenantMode | null;
  path: string;
  language: Language;
  disabledAt: Date | null;
  /** False when it, or a tenant above it, is disabled: then nobody of it can sign in. */
  open: boolean;
  /** A customer that looks after itself, or a unit of one. */
  selfService: boolean;
  /** Whether that keeps the reader out: its users, units and what they do are not theirs to see. */
  closed: boolean;
  breadcrumbs: { id: number; name: string; kind: TenantKind }[];
};
