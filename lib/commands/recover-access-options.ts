import { emailSchema } from "@/lib/fields/email";
import { isLogin, normalizeLogin } from "@/lib/fields/login";
import type { Request } from "./command";
import { errorText } from "./error-text";
import { readOptions } from "./options";

export const USAGE = `Lets a user sign in again when no one in the portal can help them.

  npm run recover-access -- --login person@example.com [--email new@example.com]

  --login  the user's login
  --email  the right email address, if the account was never activated because the address was wrong
  --help   shows this help

If the account is active, this resets two-factor authentication and ends all sessions; the password stays the same.
If it was never activated, this sends a new activation email. Either way, the audit log gets an entry, and the user
and the other administrators of the company are told by email.`;

export type RecoverAccessInput = { login: string; email: string | null };

/** Reads the command line; every mistake gets its own line with the option's name and what it should be. */
export function readRecoverAccessOptions(args: readonly string[]): Request<RecoverAccessInput> {
  const { given, mistakes } = readOptions(args, ["login", "email"]);
  const isMistaken = (option: string) => mistakes.some((line) => line.startsWith(`--${option}:`));
  const login = normalizeLogin(given.login ?? "");
  const email = emailSchema.safeParse(given.email);
  if (given.login === undefined && !isMistaken("login")) mistakes.push("--login: is required.");
  if (given.login !== undefined && !isLogin(given.login)) mistakes.push(`--login: ${errorText("LOGIN_CHARACTERS")}`);
  if (given.email !== undefined && !email.success) mistakes.push(`--email: ${errorText("EMAIL_INVALID")}`);
  if (mistakes.length > 0) return { mistakes };
  return { input: { login, email: email.data ?? null } };
}
