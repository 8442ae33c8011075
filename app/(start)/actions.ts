"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { actorFormAction } from "@/lib/action";
import { endCurrentSession } from "@/lib/auth/end-current-session";
import { AppError } from "@/lib/errors";
import { acceptEula } from "@/lib/eula/accept-eula";
import { languageSchema } from "@/lib/fields/language";
import { boundedText, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
import { safeNextPath } from "@/lib/url";

/** Ends the session, in the database and in this browser. */
export async function signOutAction(): Promise<void> {
  await endCurrentSession();
  redirect("/login?notice=signed-out");
}

const acceptSchema = z.object({
  version: boundedText().min(1, "INVALID"),
  language: languageSchema.optional(),
  next: boundedText("INVALID", TEXT_MAX_CHARACTERS).optional(),
});

/** J3: records the acceptance and goes on to where the user was going. */
export const submitEula = actorFormAction("account", acceptSchema, async (actor, { version, language, next }) => {
  await acceptEula(actor, version, language).catch((error: unknown) => {
    // The page must show the new version, or its button would post the old one forever.
    if (error instanceof AppError && error.code === "EULA_CHANGED") refresh();
    throw error;
  });
  redirect(safeNextPath(next) ?? "/start");
});
