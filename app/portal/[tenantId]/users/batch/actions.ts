"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { runBatchesAfterAnswer } from "@/lib/jobs/batches-after-answer";
import { draftBatch } from "@/lib/user-batches/draft-batch";
import { selectUsersSchema, startBatchSchema } from "@/lib/user-batches/schema";
import { startBatch } from "@/lib/user-batches/start-batch";

/** "Apply" at the list of users: keeps who was chosen, and shows what would happen to them. */
export const selectUsersAction = actorFormAction(
  "management_portal",
  selectUsersSchema,
  async (actor, { tenantId, ...choice }) => {
    const batchId = await draftBatch(actor, tenantId, choice);
    redirect(`/portal/${tenantId}/users/batch/${batchId}`);
  },
);

/** "Disable N users" and the like: a job goes through them after the response. The page itself shows how far it is. */
export const startBatchAction = actorFormAction("management_portal", startBatchSchema, async (actor, order) => {
  const page = `/portal/${order.tenantId}/users/batch/${order.batchId}`;
  await startBatch(actor, order).catch((error: unknown) => {
    // Its message is about the users as they are now.
    if (error instanceof AppError && error.code === "COUNT_DIFFERS") revalidatePath(page);
    throw error;
  });
  runBatchesAfterAnswer();
  revalidatePath(page);
  redirect(page);
});
