"use server";

import { redirect } from "next/navigation";
import { publicFormAction } from "@/lib/action";
import { beginSession } from "@/lib/auth/begin-session";
import { browserId } from "@/lib/auth/cookies";
import { setPasswordSchema } from "@/lib/auth/schema";
import { activateAccount } from "@/lib/auth/set-password";
import { linkProblemOf } from "@/lib/auth/tokens";
import { requestInfo } from "@/lib/current-request";
import type { FormState } from "@/lib/form/schema";

/** J1: sets the password, activates, signs in, and shows the start page. A link spent meanwhile shows its own page. */
export async function submitActivation(link: string, previous: FormState, form: FormData): Promise<FormState> {
  const submit = publicFormAction(setPasswordSchema, async ({ password }) => {
    const request = await requestInfo();
    const account = await activateAccount({
      link,
      password,
      browserId: await browserId(),
      request,
    }).catch(linkProblemOf);
    if (typeof account === "string") redirect(`/activate/${encodeURIComponent(link)}`);
    await beginSession(account.sessionId);
    redirect("/start");
  });
  return submit(previous, form);
}
