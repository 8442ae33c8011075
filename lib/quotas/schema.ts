import { z } from "zod";
import { checkboxSchema } from "@/lib/fields/checkbox";
import { idSchema } from "@/lib/fields/id";
import { boundedText } from "@/lib/fields/text";
import { MAX_MEASUREMENTS, MAX_QUOTA_BYTES, QUOTA_UNITS, type ReadAmount, readOverage, readQuota } from "./model";

/** "Cloud storage quota" as forms carry it; the names of the fields in components/quotas/quota-fields.tsx. */
const quotaFields = {
  unlimited: checkboxSchema,
  quotaAmount: boundedText("QUOTA_NOT_A_NUMBER").optional(),
  quotaUnit: z.enum(QUOTA_UNITS, "INVALID").optional(),
};

const overageFields = {
  overageAmount: boundedText("QUOTA_NOT_A_NUMBER").optional(),
  overageUnit: z.enum(QUOTA_UNITS, "INVALID").optional(),
};

const bytesOf = (read: ReadAmount) => ("bytes" in read ? read.bytes : null);

/** Checked also when other fields are wrong, so that the user sees all mistakes together. */
const whenever = { when: ({ value }: { value: unknown }) => typeof value === "object" && value !== null };

/** The form without the fields that were refused already, being no text or none of the units, and which those are. */
function readable<Form extends object>(form: Form, { issues }: z.RefinementCtx) {
  const refused = new Set(issues.map(({ path }) => String(path?.[0])));
  const fields = Object.entries(form).filter(([name]) => !refused.has(name));
  return { form: Object.fromEntries(fields) as Partial<Form> & { unlimited: boolean }, refused };
}

/** "Cloud storage quota" of a new tenant: posted as text, read as bytes; `quotaBytes` null is unlimited. */
export const storageQuotaSchema = z
  .object(quotaFields)
  .superRefine((posted, context) => {
    const { form, refused } = readable(posted, context);
    const read = refused.has("quotaAmount") ? { bytes: null } : readQuota(form);
    if ("error" in read) context.addIssue({ code: "custom", path: ["quotaAmount"], message: read.error });
  }, whenever)
  .transform((form) => ({ quotaBytes: bytesOf(readQuota(form)) }));

/** The same with an overage on top, which customers may have. */
export const storageQuotaAndOverageSchema = z
  .object({ ...quotaFields, ...overageFields })
  .superRefine((posted, context) => {
    const { form, refused } = readable(posted, context);
    const add = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    const quota = refused.has("quotaAmount") ? { bytes: null } : readQuota(form);
    const overage = refused.has("overageAmount") ? { bytes: null } : readOverage(form);
    if ("error" in quota) add("quotaAmount", quota.error);
    if ("error" in overage) add("overageAmount", overage.error);
    else if ((bytesOf(quota) ?? 0) + (overage.bytes ?? 0) > MAX_QUOTA_BYTES) add("overageAmount", "QUOTA_TOO_LARGE");
  }, whenever)
  .transform((form) => ({ quotaBytes: bytesOf(readQuota(form)), overageBytes: bytesOf(readOverage(form)) }));

const tenantField = z.object({ tenantId: idSchema });

/** The page "Storage quota" as it is posted: the quota, the version it was read as, and the answer to a warning. */
export const changeQuotaSchema = storageQuotaAndOverageSchema.and(
  tenantField.extend({
    version: boundedText()
      .regex(/^\d{1,9}$/, "INVALID")
      .transform(Number),
    confirmed: boundedText().optional(),
  }),
);

/** "Tell us from … % on" as it is posted. */
export const noticeThresholdSchema = tenantField.extend({
  noticePercent: boundedText("NOTICE_PERCENT")
    .transform((value) => value.normalize("NFKC").trim().replace(/%$/, "").trimEnd())
    .pipe(
      z
        .string()
        .min(1, "REQUIRED")
        .regex(/^[1-9][0-9]?$/, "NOTICE_PERCENT"),
    )
    .transform(Number),
});

/** What a service reports: how much each tenant itself uses, without those below it. */
export const usageReportSchema = z.object({
  measurements: z
    .array(
      z.object({
        tenantId: z.int().positive(),
        bytes: z.int().nonnegative(),
        measuredAt: z.iso
          .datetime({ offset: true })
          .transform((value) => new Date(value))
          .optional(),
      }),
    )
    .min(1)
    .max(MAX_MEASUREMENTS),
});
