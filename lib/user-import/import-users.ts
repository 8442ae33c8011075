import { asActor, type Transaction } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { audit, auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { finishSubmission, lockSubmission } from "@/lib/submissions/submission";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { admitUsers } from "@/lib/users/admit-user";
import { checkDraft } from "./check-draft";

/**
 * Creates the users of an import with their roles and activation emails, all or none. Once: asked again, it does nothing.
 * @throws AppError NOT_FOUND, FORBIDDEN, TENANT_DISABLED, IMPORT_REFUSED (rows: the numbers of those that cannot be created
 *   as things are now). Nothing has changed then.
 */
export async function importUsers(actor: Actor, tenantId: number, importId: string): Promise<void> {
  assertCanChange(actor);
  const run = () => asActor(actor, (tx) => importIn(tx, actor, tenantId, importId));
  await run().catch((error: unknown) => {
    // A login was taken between the check and the insert: checking again names its row.
    if (error instanceof AppError && error.code === "LOGIN_TAKEN") return run();
    throw error;
  });
}

async function importIn(tx: Transaction, actor: Actor, tenantId: number, importId: string): Promise<void> {
  const tenant = await lockTenant(tx, tenantId);
  assertCan(actor, "user.create", tenant);
  const submission = await lockSubmission(tx, actor, { id: importId, purpose: "user.import", tenantId });
  if (submission.doneAt) return;
  if (!tenant.open) throw new AppError("TENANT_DISABLED");
  const { rows } = await checkDraft(tx, actor, tenant, submission.draft ?? "");
  const people = rows.flatMap(({ person }) => person ?? []);
  if (people.length < rows.length) throw refusalOf(rows.filter(({ person }) => !person));
  const by = auditActor(actor);
  const userIds = await admitUsers(tx, by, tenant, people);
  const place = { tenantId: tenant.id, tenantPath: tenant.path };
  const details = { users: userIds.length };
  await audit(tx, by, "user.import", { type: "tenant", id: tenant.id, name: tenant.name, ...place }, details);
  await finishSubmission(tx, importId, { userIds });
}

const ROWS_NAMED = 5;

function refusalOf(bad: { number: number }[]): AppError {
  const named = bad.slice(0, ROWS_NAMED).map(({ number }) => String(number));
  return new AppError("IMPORT_REFUSED", undefined, { count: bad.length, rows: named });
}
