import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { idSchema } from "@/lib/fields/id";
import { boundedText, longTexts } from "@/lib/fields/text";
import { IMPORT_MAX_BYTES } from "./model";

/** What a form posts to have a list checked. A file that was chosen takes the place of the pasted text. */
export const importFormSchema = z
  .object({
    tenantId: idSchema,
    text: boundedText("CSV_TOO_LARGE", IMPORT_MAX_BYTES).optional(),
    // A file field that was left empty posts an empty file, with whatever name the browser and the server make up.
    file: z.preprocess(
      (value) => (value instanceof File && value.size === 0 ? undefined : value),
      z.file("INVALID").max(IMPORT_MAX_BYTES, "CSV_TOO_LARGE").optional(),
    ),
  })
  .superRefine(({ text = "", file }, context) => {
    if (file) return;
    const add = (message: ErrorCode) => context.addIssue({ code: "custom", path: ["text"], message });
    if (text.trim() === "") add("CSV_EMPTY");
    // The database keeps no such character.
    else if (text.includes("\0")) add("CSV_ENCODING");
    else if (new TextEncoder().encode(text).length > IMPORT_MAX_BYTES) add("CSV_TOO_LARGE");
  })
  // Whatever the server takes in one post: the schema says better what to do about a list that is too long.
  .register(longTexts, { text: 1024 * 1024 });

/** An import as addresses and forms name it. */
export const importIdSchema = z.uuid("INVALID");

/** "Create N users" as it is posted. */
export const importReferenceSchema = z.object({ tenantId: idSchema, importId: importIdSchema });
