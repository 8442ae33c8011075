"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { actorFormAction } from "@/lib/action";
import { sendEmailAgain } from "@/lib/email/send-email-again";
import { kickDelivery } from "@/lib/jobs/runner";
import { createUser } from "@/lib/users/create-user";
import { resendActivation } from "@/lib/users/resend-activation";
import { createUserFormSchema, userReferenceSchema } from "@/lib/users/schema";

/** J5: creates the user and shows it on the "Users" tab; the activation email goes out behind the answer. */
export const createUserAction = actorFormAction(
  "management_portal",
  createUserFormSchema,
  async (actor, { tenantId, ...input }) => {
    const userId = await createUser(actor, tenantId, input);
    after(kickDelivery);
    redirect(`/portal/${tenantId}/users?created=${userId}`);
  },
);

/** "Resend activation email" on the user's page. */
export const resendActivationAction = actorFormAction(
  "management_portal",
  userReferenceSchema,
  async (actor, { tenantId, userId }) => {
    await resendActivation(actor, tenantId, userId);
    after(kickDelivery);
    revalidatePath(`/portal/${tenantId}/users/${userId}`);
    return { status: "success" };
  },
);

/** "Send again" beside an email that failed or still waits. */
export const sendEmailAgainAction = actorFormAction(
  "management_portal",
  userReferenceSchema.extend({ emailId: z.uuid("INVALID") }),
  async (actor, { tenantId, userId, emailId }) => {
    await sendEmailAgain(actor, { tenantId, userId, emailId });
    after(kickDelivery);
    revalidatePath(`/portal/${tenantId}/users/${userId}`);
    return { status: "success" };
  },
);
