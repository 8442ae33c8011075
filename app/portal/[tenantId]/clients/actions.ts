"use server";

import { redirect } from "next/navigation";
import { settleHolder } from "@/app/settle-holder";
import { actorFormAction } from "@/lib/action";
import { createClient } from "@/lib/clients/create-client";
import { newClientFormSchema } from "@/lib/clients/schema";

/** J7, "Done": creates the client and shows it on its tab; the activation email goes out after the response. */
export const createClientAction = actorFormAction(
  "management_portal",
  newClientFormSchema,
  async (actor, { tenantId, submission, holder, ...input }) => {
    await settleHolder(actor, holder);
    const clientId = await createClient(actor, tenantId, input, submission);
    redirect(`/portal/${tenantId}/clients?created=${clientId}`);
  },
);
