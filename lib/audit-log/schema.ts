import { z } from "zod";
import { AUDIT_EVENTS } from "@/lib/audit/model";
import { idSchema } from "@/lib/fields/id";
import { boundedText } from "@/lib/fields/text";
import type { AuditFilter } from "./model";

const day = z.iso
  .date()
  .refine((value) => value >= "1970-01-01" && value <= "2199-12-31")
  .optional()
  .catch(undefined);

const filterSchema = z.object({
  from: day,
  to: day,
  event: z.enum(AUDIT_EVENTS).optional().catch(undefined),
  person: boundedText().trim().min(1).max(254).optional().catch(undefined),
  tenant: idSchema.optional().catch(undefined),
});

/** The filter of an address. What is empty, malformed or there twice is ignored. */
export function parseAuditFilter(query: Record<string, unknown>): AuditFilter {
  const filter = filterSchema.parse(query);
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
