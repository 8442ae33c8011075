import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCanChange } from "@/lib/access/reach";
import { auditTenant } from "@/lib/tenants/lock-changeable-tenant";
import { lockQuota, writeQuota } from "./lock-quota";

/**
 * Sets the share of its quota from which a tenant's administrators get a notice. An unchanged one changes nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, QUOTA_OF_UNIT. Nothing has changed then.
 */
export async function setNoticeThreshold(actor: Actor, tenantId: number, noticePercent: number): Promise<void> {
  assertCanChange(actor);
  await asActor(actor, async (tx) => {
    const locked = await lockQuota(tx, actor, "quota.set_notice", tenantId);
    const { tenant, quota } = locked;
    if (quota.noticePercent === noticePercent) return;
    await writeQuota(tx, locked, { noticePercent });
    await auditTenant(tx, actor, "quota.set_notice", tenant, {
      noticePercent: { from: quota.noticePercent, to: noticePercent },
    });
  });
}
