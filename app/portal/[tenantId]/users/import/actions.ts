"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { atFileField, decodeFile } from "@/lib/user-import/decode-file";
import { draftImport } from "@/lib/user-import/draft-import";
import { importUsers } from "@/lib/user-import/import-users";
import { importFormSchema, importReferenceSchema } from "@/lib/user-import/schema";

/** "Check the list": keeps it and shows what it would create. */
export const checkImportAction = actorFormAction(
  "management_portal",
  importFormSchema,
  async (actor, { tenantId, text = "", file }) => {
    const list = file ? decodeFile(new Uint8Array(await file.arrayBuffer())) : text;
    const importId = await draftImport(actor, tenantId, list).catch((error: unknown) => {
      throw file ? atFileField(error) : error;
    });
    redirect(`/portal/${tenantId}/users/import/${importId}`);
  },
);

/** "Create N users": all or none. The page itself shows the result; the emails go out after the response. */
export const importUsersAction = actorFormAction(
  "management_portal",
  importReferenceSchema,
  async (actor, { tenantId, importId }) => {
    const page = `/portal/${tenantId}/users/import/${importId}`;
    await importUsers(actor, tenantId, importId).catch((error: unknown) => {
      // Its message is about the rows as they are now.
      if (error instanceof AppError && error.code === "IMPORT_REFUSED") revalidatePath(page);
      throw error;
    });
    revalidatePath(page);
    redirect(page);
  },
);
