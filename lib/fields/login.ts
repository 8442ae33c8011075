import { emailSchema } from "./email";
import { boundedText } from "./text";

/** A login: trimmed, 3 to 254 of ASCII letters, digits and `. @ _ - +`. Stored as typed, compared without case. */
export const loginSchema = boundedText("LOGIN_LENGTH")
  .trim()
  .min(3, "LOGIN_LENGTH")
  .max(254, "LOGIN_LENGTH")
  .regex(/^[A-Za-z0-9.@_\-+]+$/, "LOGIN_CHARACTERS");

/** The form in which logins are compared and looked up. */
export function normalizeLogin(login: string): string {
  return login.trim().toLowerCase();
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
  const unfit = emailSchema.safeParse(form.email).success && !loginSchema.safeParse(form.email).success;
  return form.useEmailAsLogin === true && unfit ? { field: "email", code: "EMAIL_NOT_A_LOGIN" } : null;
}
