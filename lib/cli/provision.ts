import { closeDatabase, openDatabase } from "@/db/client";
import { loadConfiguration } from "@/lib/cli/configuration";
import { errorText, readProvisionOptions, USAGE } from "@/lib/cli/provision-options";
import { explainStartError } from "@/lib/cli/start-messages";
import type { NewTenantInput } from "@/lib/clients/schema";
import { CommandError } from "@/lib/command-error";
import { formatDeliveryError } from "@/lib/email/model";
import type { Env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

const WRONG_INPUT = 2;
/** The longest wait for a full outbox or a busy mail server. */
const DELIVERY_LIMIT_MS = 20_000;

async function provision(): Promise<number> {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const settings = loadConfiguration();
  // The lines below are this command's output; the log would get between them.
  log.level = process.env.LOG_LEVEL ?? "error";
  const request = readProvisionOptions(process.argv.slice(2), settings.PROVIDER_LANGUAGE);
  if (request.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (request.kind === "mistakes") {
    console.error(request.lines.join("\n"));
    return WRONG_INPUT;
  }
  await openDatabase();
  try {
    return await create(request.input, settings);
  } finally {
    await closeDatabase();
  }
}

async function create(input: NewTenantInput, settings: Env): Promise<number> {
  const { provisionTenant } = await import("@/lib/clients/provision-tenant");
  const { administrator } = input;
  let created: { tenantId: number; userId: number };
  try {
    created = await provisionTenant(input);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(refusal(error, input));
    return 1;
  }
  console.log(`Created the ${input.kind} "${input.name}".`);
  console.log(`Its administrator is ${administrator.login}.`);
  console.log(await deliver(created, administrator.email, settings));
  return 0;
}

/** Tries to send now. What can't be sent is in the outbox, and the next running server sends it. */
async function deliver(created: { tenantId: number; userId: number }, address: string, settings: Env): Promise<string> {
  const [{ deliverDueEmails }, { latestEmailOf }, { asSystem }] = await Promise.all([
    import("@/lib/email/deliver-emails"),
    import("@/lib/email/queries"),
    import("@/db"),
  ]);
  const signal = AbortSignal.timeout(DELIVERY_LIMIT_MS);
  await deliverDueEmails({ signal }).catch((error: unknown) => log.error({ err: error }, "email delivery failed"));
  const user = { id: created.userId, tenantId: created.tenantId };
  const email = await asSystem("provision", (tx) => latestEmailOf(tx, user));
  if (email?.status === "failed") {
    const reason = email.error ? formatDeliveryError(email.error) : "unknown reason";
    return `The activation email to ${address} could not be sent: ${reason}`;
  }
  if (email?.status !== "sent" && email?.status !== "delivered") {
    return `The activation email to ${address} is in the outbox. Backstay will send it once it's running.`;
  }
  return settings.EMAIL_TRANSPORT === "mailbox"
    ? `The activation email to ${address} is in the mailbox: ${settings.APP_URL}/mailbox`
    : `The activation email has been sent to ${address}.`;
}

function refusal(error: AppError, input: NewTenantInput): string {
  switch (error.code) {
    case "NOT_FOUND":
      return "There is no provider yet. Start Backstay once (npm start), stop it, and run this command again.";
    case "LOGIN_TAKEN":
      return `--login: ${input.administrator.login} is already in use. Choose another login.`;
    case "NAME_TAKEN":
      return `--name: there is already a partner or customer named "${input.name}". Choose another name.`;
    default:
      return `${error.field ?? input.kind}: ${errorText(error.code)}`;
  }
}

provision().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error instanceof CommandError ? error.message : explainStartError(error));
    process.exit(1);
  },
);
