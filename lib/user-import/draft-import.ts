import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { countAttempt } from "@/lib/auth/limits";
import { AppError } from "@/lib/errors";
import { keepDraft } from "@/lib/submissions/submission";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { importHeadings } from "./headings";
import { parseList } from "./parse-list";

/**
 * Takes a list of users to create, and keeps it until the administrator has seen what is wrong with it.
 * @returns the import's id.
 * @throws AppError NOT_FOUND, FORBIDDEN, TENANT_DISABLED, TOO_MANY_REQUESTS, and CSV_* (text) if it isn't such a list.
 */
export async function draftImport(actor: Actor, tenantId: number, text: string): Promise<string> {
  assertCanChange(actor);
  await countAttempt([{ limit: "importCheck", subject: String(actor.userId) }]);
  return asActor(actor, async (tx) => {
    const tenant = await lockTenant(tx, tenantId);
    assertCan(actor, "user.create", tenant);
    if (!tenant.open) throw new AppError("TENANT_DISABLED");
    parseList(text, await importHeadings());
    return keepDraft(tx, actor, tenant, { purpose: "user.import", draft: text });
  });
}
