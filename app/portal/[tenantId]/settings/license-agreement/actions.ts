"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { discardDraft } from "@/lib/eula/discard-draft";
import { publishEula } from "@/lib/eula/publish-eula";
import { removeText } from "@/lib/eula/remove-text";
import { saveText } from "@/lib/eula/save-text";
import { agreementSchema, publishSchema, removeTextSchema, saveTextSchema } from "@/lib/eula/schema";
import { startDraft } from "@/lib/eula/start-draft";

const pageOf = (tenantId: number) => `/portal/${tenantId}/settings/license-agreement`;

/** "Start a draft". */
export const startDraftAction = actorFormAction("management_portal", agreementSchema, async (actor, { tenantId }) => {
  await startDraft(actor, tenantId);
  redirect(`${pageOf(tenantId)}?notice=started`);
});

/** "Save and preview": goes on to how the text will look. */
export const saveTextAction = actorFormAction(
  "management_portal",
  saveTextSchema,
  async (actor, { tenantId, language, version, ...input }) => {
    const draftId = await saveText(actor, { tenantId, language, version }, input);
    redirect(`${pageOf(tenantId)}/versions/${draftId}?language=${language}&notice=saved`);
  },
);

/** "Remove" a language from the draft, after the question. */
export const removeTextAction = actorFormAction(
  "management_portal",
  removeTextSchema,
  async (actor, { tenantId, language }) => {
    await removeText(actor, tenantId, language);
    redirect(`${pageOf(tenantId)}?notice=removed`);
  },
);

/** "Discard", after the question. */
export const discardDraftAction = actorFormAction("management_portal", agreementSchema, async (actor, { tenantId }) => {
  await discardDraft(actor, tenantId);
  redirect(`${pageOf(tenantId)}?notice=discarded`);
});

/** "Publish". The publisher has to accept as well, and comes back to the page afterwards. */
export const publishEulaAction = actorFormAction(
  "management_portal",
  publishSchema,
  async (actor, { tenantId, draft, ...input }) => {
    await publishEula(actor, { tenantId, draft }, input).catch((error: unknown) => {
      // The page must show what is there now, or its button would post the old state forever.
      if (error instanceof AppError && error.code === "EULA_DRAFT_CHANGED") refresh();
      throw error;
    });
    redirect(`${pageOf(tenantId)}?notice=published`);
  },
);
