import { decode } from "next-auth/jwt";
import { cookieName } from "@/lib/http/cookies";
import { authSecrets } from "./keys";

// Apart from the other cookies, which are read through Next: the HTTP server asks for this one before Next does anything.

/** The session cookie of Auth.js. */
export const sessionCookieName = () => cookieName("backstay.session");

/** Longer than any that Auth.js makes for a session id. */
const COOKIE_MAX_CHARACTERS = 4096;

/**
 * The session id in the value of the session cookie, or null unless Auth.js made it for us and it has not run out. What it is
 * worth is the database's to say. Auth.js' own auth() would seal a new cookie for every page, which pages cannot set.
 */
export async function sessionIdIn(value: string | undefined): Promise<string | null> {
  if (!value || value.length > COOKIE_MAX_CHARACTERS) return null;
  try {
    const token = await decode({ token: value, secret: authSecrets(), salt: sessionCookieName() });
    return token?.sub ?? null;
  } catch {
    return null;
  }
}
