import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCreatable } from "@/lib/access/clients";
import { assertCanChange } from "@/lib/access/reach";
import { auditActor } from "@/lib/audit/audit";
import { addTenant } from "@/lib/clients/provision-tenant";
import { AppError } from "@/lib/errors";
import { onlyOnce } from "@/lib/submissions/only-once";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import { namingHolder } from "@/lib/users/login-holder";
import type { NewClientInput } from "./schema";

/**
 * J7: creates a customer, partner or unit below a tenant, with its quota, its administrator and the activation email,
 * all or nothing. The same submission again, with the same content and by the same user, makes nothing and returns the
 * first result.
 * @param submission the key in the form.
 * @returns the new tenant's id.
 * @throws AppError NOT_FOUND, FORBIDDEN, INVALID (kind: the tenant cannot hold such a client), TENANT_DISABLED,
 * NAME_TAKEN (name), LOGIN_TAKEN and LOGIN_OF_DELETED_… (login, or email where it serves as the login). Nothing has changed then.
 */
export async function createClient(
  actor: Actor,
  parentId: number,
  input: NewClientInput,
  submission: string,
): Promise<number> {
  assertCanChange(actor);
  const { useEmailAsLogin, ...client } = input;
  const create = () =>
    asActor(actor, (tx) =>
      onlyOnce(tx, actor, { parentId, submission, input }, async () => {
        const parent = await lockTenant(tx, parentId);
        assertCreatable(actor, parent, client.kind);
        if (!parent.open) throw new AppError("TENANT_DISABLED");
        const { tenantId } = await addTenant(tx, auditActor(actor), { ...client, parentId });
        return { clientId: tenantId, parent };
      }),
    );
  return namingHolder(actor, input.administrator.login, create).catch((error: unknown) => {
    const taken = error instanceof AppError && error.field === "login";
    throw taken && useEmailAsLogin ? new AppError(error.code, "email", error.values) : error;
  });
}
