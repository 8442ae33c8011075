import { z } from "zod";
import { languageSchema } from "@/lib/i18n/language-schema";
import { defineList, searchSchema } from "@/lib/list/schema";
import { type StorageUse, storageQuotaSchema } from "@/lib/quotas/schema";
import { TENANT_MODES, TENANT_STATUSES, type TenantMode, type TenantStatus } from "@/lib/tenants/schema";
import {
  checkboxSchema,
  emailSchema,
  idSchema,
  loginMistake,
  loginSchema,
  nameSchema,
  optionalNameSchema,
} from "@/lib/users/schema";

/** What can stand directly below another tenant: its clients, or units as customers call theirs. */
export const CLIENT_KINDS = ["customer", "partner", "unit"] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** What those directly below a tenant are called there, which also is the name of their tab. */
export const CLIENTS_TAB = { root: "clients", partner: "clients", customer: "units", unit: "units" } as const;

/** The steps of the wizard, and the fields that each asks for. */
export const WIZARD_STEPS = ["client", "quota", "administrator"] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

export const FIELDS_OF_STEP: Record<WizardStep, readonly string[]> = {
  client: ["name", "mode", "language"],
  quota: ["unlimited", "quotaAmount", "quotaUnit"],
  administrator: ["email", "useEmailAsLogin", "login", "administratorLanguage", "firstName", "lastName"],
};

/** Units have no quota of their own: they use their customer's. */
export function stepsOf(kind: ClientKind): WizardStep[] {
  return WIZARD_STEPS.filter((step) => step !== "quota" || kind !== "unit");
}

/** J7: what the wizard asks for, judged as a whole. Customers have a mode, units no quota. */
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
    login: z.string("INVALID").optional(),
    administratorLanguage: languageSchema,
    firstName: optionalNameSchema,
    lastName: optionalNameSchema,
  })
  // Judged also when other fields are wrong, so that people hear of all mistakes at once.
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

/** The wizard as it is posted: with the tenant it was opened in, and a key by which a second "Done" is recognised. */
export const newClientFormSchema = newClientSchema.and(z.object({ tenantId: idSchema, submission: z.uuid("INVALID") }));

/** A line of the list of clients. */
export type ClientSummary = {
  id: number;
  path: string;
  name: string;
  kind: ClientKind;
  mode: TenantMode | null;
  status: TenantStatus;
  selfService: boolean;
  disabledAt: Date | null;
  deletedAt: Date | null;
  /** Of a deleted one: the end of the time in which it can be recovered. */
  recoverableUntil: Date | null;
  /** Its own people without deleted ones, and without those of its own clients. Null where they are not the reader's to see. */
  users: number | null;
  storage: StorageUse | null;
  createdAt: Date;
};

/** What the list can be narrowed down to by how full quotas are, and the least level that each means (storage_level()). */
export const LEAST_LEVELS = { nearly_full: 1, full: 2 } as const;
export type QuotaFilter = keyof typeof LEAST_LEVELS;
export const QUOTA_FILTERS = ["nearly_full", "full"] as const satisfies QuotaFilter[];

/** How the list is asked for. Without a status it is everything but what has been deleted. */
export const CLIENT_LIST = defineList(
  {
    search: searchSchema,
    kind: z.enum(["customer", "partner"]),
    mode: z.enum(TENANT_MODES),
    status: z.enum(TENANT_STATUSES),
    quota: z.enum(QUOTA_FILTERS),
  },
  { name: "ascending", created: "descending" },
);
export type ClientListState = ReturnType<typeof CLIENT_LIST.parse>;
export type ClientFilter = ClientListState["filter"];

/** Some clients in the order that was asked for. */
export type ClientPage = {
  clients: ClientSummary[];
  /** Whether the list begins before these. */
  earlier: boolean;
  /** The id after which the list goes on; null at its end. */
  next: number | null;
};
