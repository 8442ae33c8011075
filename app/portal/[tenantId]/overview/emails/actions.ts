"use server";

import { redirect } from "next/navigation";
import { assertCanChange } from "@/lib/access/reach";
import { actorFormAction } from "@/lib/action";
import { listedEmailSchema } from "@/lib/email/schema";
import { getTenant } from "@/lib/tenants/queries";
import { sendEmailAgain } from "@/lib/users/send-email-again";

/** "Send again" in the list of emails that haven't gone out, which then shows the result. */
export const sendListedEmailAgainAction = actorFormAction(
  "management_portal",
  listedEmailSchema,
  async (actor, { listId, status, ...email }) => {
    assertCanChange(actor);
    const { id } = await getTenant(actor, listId);
    await sendEmailAgain(actor, email);
    redirect(`/portal/${id}/overview/emails?status=${status}&again=${email.emailId}`);
  },
);
