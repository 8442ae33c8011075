import { AppError } from "@/lib/errors";
import { type RecoveredAccess, recoverAccess } from "@/lib/users/recover-access";
import { defineCommand, type Session } from "./command";
import { deliverNow } from "./deliver-now";
import { errorText } from "./error-text";
import { type RecoverAccessInput, readRecoverAccessOptions, USAGE } from "./recover-access-options";

/** `npm run recover-access`: the way in for someone whom no administrator can help. */
export const RECOVER_ACCESS = defineCommand({ usage: USAGE, read: readRecoverAccessOptions, run: recover });

async function recover(input: RecoverAccessInput, session: Session): Promise<number> {
  let recovered: RecoveredAccess;
  try {
    recovered = await recoverAccess(input.login, input.email);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    session.err(refusal(error, input));
    return 1;
  }
  const { recovery, user, company, told } = recovered;
  if (recovery === "nothing") {
    session.err(
      `${user.login} doesn't use two-factor authentication, so there is nothing to reset. ` +
        "For a new password, use “Forgot password?” on the sign-in page.",
    );
    return 1;
  }
  for (const line of DONE[recovery](user, company)) session.out(line);
  const name = recovery === "two_factor" ? "email about it" : "activation email";
  session.out(await deliverNow({ name, user, address: user.email }, session));
  if (told > 0) session.out(`Other administrators of ${company} who are told by email: ${told}.`);
  return 0;
}

const DONE = {
  two_factor: ({ login }, company) => [
    `Two-factor authentication of ${login} at ${company} has been reset, and all sessions have ended.`,
    "The password alone is enough to sign in until they set it up again.",
  ],
  activation: ({ login }, company) => [
    `${login} at ${company} has never activated the account. The links sent earlier no longer work.`,
  ],
  email: ({ login, email }, company) => [
    `The email address at ${company} is now ${email}, and the login is ${login}. The links sent earlier no longer work.`,
  ],
} as const satisfies Record<string, (user: RecoveredAccess["user"], company: string) => string[]>;

function refusal({ code, field }: AppError, { login, email }: RecoverAccessInput): string {
  switch (code) {
    case "NOT_FOUND":
      return `--login: no user has the login ${login}. Check the spelling; the login may differ from the email address.`;
    case "USER_DELETED":
      return `--login: ${login} has been deleted. An administrator can recover the user in the portal.`;
    case "USER_DISABLED":
      return `--login: ${login} is disabled. An administrator can enable the user in the portal.`;
    case "TENANT_DISABLED":
      return `--login: the company of ${login}, or one above it, is disabled or deleted. Enable or recover it in the portal first.`;
    case "ALREADY_ACTIVE":
      return `--email: only for an account that was never activated. ${login} is active; leave --email out.`;
    case "EMAIL_IS_A_LOGIN":
      return `--email: another user signs in with ${email}. Choose another address.`;
    default:
      return `--${field ?? "login"}: ${errorText(code)}`;
  }
}
