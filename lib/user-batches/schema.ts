import { z } from "zod";
import { idSchema } from "@/lib/fields/id";
import { languageSchema } from "@/lib/fields/language";
import { boundedText } from "@/lib/fields/text";
import { BATCH_ACTIONS, BATCH_USER_FIELD } from "./model";

const CHECKED = new RegExp(`^${BATCH_USER_FIELD}([1-9][0-9]{0,14})$`);

/**
 * "Apply" below the list: an action, and whom it is for. Either the checked users, each a field of their own, or everyone
 * that the list's filter finds, which comes as the query of its address.
 */
export const selectUsersSchema = z
  .looseObject({
    tenantId: idSchema,
    action: z.enum(BATCH_ACTIONS, "CHOICE_REQUIRED"),
    whom: z.enum(["selected", "all"], "CHOICE_REQUIRED"),
    query: boundedText("INVALID", 4096).optional(),
  })
  .transform(({ tenantId, action, whom, query = "", ...others }) => ({
    tenantId,
    action,
    whom,
    query,
    userIds: Object.keys(others).flatMap((name) => Number(CHECKED.exec(name)?.[1] ?? 0) || []),
  }));

/** A batch as addresses and forms name it. */
export const batchIdSchema = z.uuid("INVALID");

/** What starts a batch: the language where the action takes one, and the number of users where it asks for it. */
export const startBatchSchema = z.object({
  tenantId: idSchema,
  batchId: batchIdSchema,
  language: languageSchema.optional(),
  count: boundedText().optional(),
});
