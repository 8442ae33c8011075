"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { actorFormAction } from "@/lib/action";
import { endCurrentSession } from "@/lib/auth/end-current-session";
import { acceptEula } from "@/lib/eula/accept-eula";
import { safeNextPath } from "@/lib/url";

/** Ends the session, in the database and in this browser. */
export async function signOutAction(): Promise<void> {
  await endCurrentSession();
  redirect("/login?notice=signed-out");
}

const acceptSchema = z.object({ version: z.string().min(1, "INVALID"), next: z.string().optional() });

/** J3: records the acceptance and goes on to where the person was going. */
export const submitEula = actorFormAction("account", acceptSchema, async (actor, { version, next }) => {
  await acceptEula(actor, version);
  redirect(safeNextPath(next) ?? "/start");
});
