import { provisionTenant } from "@/lib/clients/provision-tenant";
import type { NewTenantInput } from "@/lib/clients/schema";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { defineCommand, type Session } from "./command";
import { deliverNow } from "./deliver-now";
import { errorText } from "./error-text";
import { readProvisionOptions, USAGE } from "./provision-options";

/** `npm run provision`: what a purchase does. */
export const PROVISION = defineCommand({
  usage: USAGE,
  read: (args) => readProvisionOptions(args, env().PROVIDER_LANGUAGE),
  run: create,
});

async function create(input: NewTenantInput, session: Session): Promise<number> {
  const { administrator } = input;
  let created: { tenantId: number; userId: number };
  try {
    created = await provisionTenant(input);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    session.err(refusal(error, input));
    return 1;
  }
  session.out(`Created the ${input.kind} "${input.name}".`);
  session.out(`Its administrator is ${administrator.login}.`);
  const user = { id: created.userId, tenantId: created.tenantId };
  session.out(await deliverNow({ name: "activation email", user, address: administrator.email }, session));
  return 0;
}

function refusal(error: AppError, input: NewTenantInput): string {
  switch (error.code) {
    case "NOT_FOUND":
      return "There is no provider yet. Start Backstay once (npm start), and run this command again.";
    case "LOGIN_TAKEN":
      return `--login: ${input.administrator.login} is already in use. Choose another login.`;
    case "LOGIN_OF_DELETED_USER":
      return `--login: ${input.administrator.login} belongs to a deleted user at "${error.values?.company}". In the portal, recover that user or delete it permanently, or choose another login.`;
    case "LOGIN_OF_DELETED_COMPANY":
      return `--login: ${input.administrator.login} belongs to a user of "${error.values?.company}", which was deleted. In the portal, recover that company or delete it permanently, or choose another login.`;
    case "NAME_TAKEN":
      return `--name: there is already a partner or customer named "${input.name}". Choose another name.`;
    default:
      return `${error.field ?? input.kind}: ${errorText(error.code)}`;
  }
}
