import { z } from "zod";
import { idSchema, userReferenceSchema } from "@/lib/fields/id";
import { boundedText } from "@/lib/fields/text";
import { UNSENT_STATUSES } from "./model";

/** "Send again" in that list as it is posted: the email, and the list to go back to. */
export const listedEmailSchema = userReferenceSchema.extend({
  emailId: boundedText(),
  listId: idSchema,
  status: z.enum(UNSENT_STATUSES, "INVALID"),
});

const unsentQuerySchema = z.object({
  status: z.enum(UNSENT_STATUSES).catch("failed"),
  after: z.uuid().optional().catch(undefined),
  again: z.uuid().optional().catch(undefined),
});

/** How an address selects emails: failed ones unless it says otherwise; what is malformed is ignored. */
export const parseUnsentQuery = (query: Record<string, unknown>) => unsentQuerySchema.parse(query);
