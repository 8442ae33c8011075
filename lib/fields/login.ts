import { z } from "zod";
import { emailSchema } from "./email";
import { parseEmailAddress } from "./email-address";
import { boundedText } from "./text";

const NOT_ASCII = /[\u0080-\uffff]/;

/** An international address is a login in its xn-- form; anything else stays as it is typed. */
function loginTyped(text: string): string {
  const typed = text.trim();
  return NOT_ASCII.test(typed) ? (parseEmailAddress(typed)?.ascii ?? typed) : typed;
}

/**
 * A login: trimmed, 3 to 254 of ASCII letters, digits and `. @ _ - +`. Stored as typed, an international address in its xn-- form.
 * Compared without case.
 */
export const loginSchema = boundedText("LOGIN_LENGTH")
  .transform(loginTyped)
  .pipe(
    z
      .string()
      .min(3, "LOGIN_LENGTH")
      .max(254, "LOGIN_LENGTH")
      .regex(/^[A-Za-z0-9.@_\-+]+$/, "LOGIN_CHARACTERS"),
  );

/** The form in which logins are compared and looked up: an international address in either of its forms is one login. */
export function normalizeLogin(login: string): string {
  return loginTyped(login).toLowerCase();
}

/** Whether a login can exist at all. What cannot is never looked up: a NUL, say, would fail in the database. */
export function isLogin(login: string): boolean {
  return loginSchema.safeParse(login).success;
}

/** What is wrong with "Use email address as login" and what goes with it, in a form that may be wrong elsewhere as well. */
export function loginMistake(form: { email?: unknown; useEmailAsLogin?: unknown; login?: unknown }) {
  if (form.useEmailAsLogin === false) {
    const chosen = loginSchema.safeParse(form.login ?? "");
    return chosen.success ? null : { field: "login", code: chosen.error.issues[0]?.message ?? "INVALID" };
  }
  return form.useEmailAsLogin === true && parseLoginProposal(form.email) !== null
    ? { field: "login", code: "LOGIN_PROPOSED" }
    : null;
}

/**
 * A login for an address that can't be one itself: an apostrophe goes, the other signs that a login doesn't allow become dots.
 * @returns null for an address that can be a login, and for what is no address.
 */
export function parseLoginProposal(email: unknown): string | null {
  const address = emailSchema.safeParse(email).data;
  const ascii = address === undefined ? undefined : parseEmailAddress(address)?.ascii;
  if (ascii === undefined || isLogin(ascii)) return null;
  const at = ascii.lastIndexOf("@");
  const local = ascii
    .slice(0, at)
    .replace(/'/g, "")
    .replace(/[^a-z0-9._+-]+/g, ".")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.|\.$/g, "");
  return `${local || "user"}${ascii.slice(at)}`;
}

/**
 * What a form with "Use email address as login" fills in when the address can't be one: the box is cleared and the Login field
 * has a proposal, or what was typed there before.
 */
export function proposeLogin(form: Readonly<Record<string, unknown>>): Record<string, string> | null {
  const proposal = form.useEmailAsLogin === "on" ? parseLoginProposal(form.email) : null;
  if (proposal === null) return null;
  const typed = typeof form.login === "string" && isLogin(form.login) ? form.login : proposal;
  return { useEmailAsLogin: "", login: typed };
}
