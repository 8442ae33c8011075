"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { confirmTwoFactor } from "@/lib/account/confirm-two-factor";
import { twoFactorChangeSchema } from "@/lib/account/schema";
import { actorFormAction } from "@/lib/action";
import { SET_UP_PATH } from "@/lib/auth/after-sign-in";
import { boundedText, TEXT_MAX_CHARACTERS } from "@/lib/fields/text";
import { safeNextPath } from "@/lib/url";

/** Makes the secret for the app and shows it. */
export const submitBegin = actorFormAction(
  "two-factor set-up",
  z.object({ next: boundedText("INVALID", TEXT_MAX_CHARACTERS).optional() }),
  async (actor, { next }) => {
    await beginTwoFactor(actor);
    redirect(`${SET_UP_PATH}?next=${encodeURIComponent(safeNextPath(next) ?? "/start")}`);
  },
);

/** Answers the recovery codes; without `refresh()`, so that nothing but that answer carries them. */
export const submitSetUp = actorFormAction("two-factor set-up", twoFactorChangeSchema, async (actor, input) => ({
  status: "success",
  once: await confirmTwoFactor(actor, input),
}));
