import { asActor } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { assertMayChange } from "@/lib/users/policy";
import { lockQuota, writeQuota } from "./lock-quota";

/**
 * Sets from which share of its quota on a tenant's administrators are told that it is almost reached. An unchanged one changes
 * nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, QUOTA_OF_UNIT. Nothing has changed then.
 */
export async function setNoticeThreshold(actor: Actor, tenantId: number, noticePercent: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const locked = await lockQuota(tx, actor, "quota.set_notice", tenantId);
    const { tenant, quota } = locked;
    if (quota.noticePercent === noticePercent) return;
    await writeQuota(tx, locked, { noticePercent });
    const { id, name, path } = tenant;
    await audit(
      tx,
      auditActor(actor),
      "quota.set_notice",
      { type: "tenant", id, name, tenantId: id, tenantPath: path },
      { noticePercent: { from: quota.noticePercent, to: noticePercent } },
    );
  });
}
