import { asActor } from "@/db";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { assertCanChange } from "@/lib/access/reach";
import { ADMINISTRATOR_OF, assertGrantable } from "@/lib/access/roles";
import { auditActor } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import { lockTenant } from "@/lib/tenants/lock-tenant";
import type { Role } from "@/lib/vocabulary";
import { admitUser } from "./admit-user";
import { namingHolder } from "./login-holder";
import type { CreateUserInput } from "./schema";

/**
 * J5: creates a user in a tenant, with one role, and queues the activation email.
 * @returns the new user's id.
 * @throws AppError NOT_FOUND, FORBIDDEN, TENANT_DISABLED, ROLE_NOT_AVAILABLE (access or backupRole), LOGIN_TAKEN and
 *   LOGIN_OF_DELETED_… (login, or email where it serves as the login). Nothing has changed then.
 */
export async function createUser(actor: Actor, tenantId: number, input: CreateUserInput): Promise<number> {
  assertCanChange(actor);
  const create = () =>
    asActor(actor, async (tx) => {
      const tenant = await lockTenant(tx, tenantId);
      assertCan(actor, "user.create", tenant);
      const role = roleOf(input, ADMINISTRATOR_OF[tenant.kind]);
      assertGrantable(actor, role, tenant, input.access === "backup" ? "backupRole" : "access");
      if (!tenant.open) throw new AppError("TENANT_DISABLED");
      const { email, login, language, firstName, lastName } = input;
      return admitUser(tx, auditActor(actor), tenant, { email, login, language, firstName, lastName, role });
    });
  return namingHolder(actor, input.login, create).catch((error: unknown) => {
    const taken = error instanceof AppError && error.field === "login";
    throw taken && input.useEmailAsLogin ? new AppError(error.code, "email", error.values) : error;
  });
}

function roleOf(input: CreateUserInput, administrator: Role): Role {
  if (input.access === "administrator") return administrator;
  if (input.access === "readonly") return "readonly_admin";
  if (!input.backupRole) throw new AppError("CHOICE_REQUIRED", "backupRole");
  return input.backupRole;
}
