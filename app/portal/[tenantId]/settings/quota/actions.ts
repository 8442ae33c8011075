"use server";

import { redirect } from "next/navigation";
import { actorFormAction } from "@/lib/action";
import { changeQuota } from "@/lib/quotas/change-quota";
import { changeQuotaSchema, noticeThresholdSchema } from "@/lib/quotas/schema";
import { setNoticeThreshold } from "@/lib/quotas/set-notice-threshold";

/** "Change the quota"; a quota below what is used comes back with a question. */
export const changeQuotaAction = actorFormAction(
  "management_portal",
  changeQuotaSchema,
  async (actor, { tenantId, ...input }) => {
    await changeQuota(actor, tenantId, input);
    redirect(`/portal/${tenantId}/settings/quota?notice=quota-saved`);
  },
);

/** "Notice before it is full". */
export const setNoticeThresholdAction = actorFormAction(
  "management_portal",
  noticeThresholdSchema,
  async (actor, { tenantId, noticePercent }) => {
    await setNoticeThreshold(actor, tenantId, noticePercent);
    redirect(`/portal/${tenantId}/settings/quota?notice=notice-saved`);
  },
);
