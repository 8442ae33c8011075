import { decode } from "next-auth/jwt";
import { cookieName } from "@/lib/http/cookies";
import { authSecrets } from "./keys";

// Apart from the other cookies, which are read through Next: the HTTP server asks for this one before Next does anything.

/** The session cookie of Auth.js. */
export const sessionCookieName = () => cookieName("backstay.session");

/** Longer than any that Auth.js makes for a session id. */
const COOKIE_MAX_CHARACTERS = 4096;

/** Each request opens its cookie several times, and a page's requests have the same one. */
const OPENED_SECONDS = 60;
const OPENED_AT_MOST = 1000;

type Opened = { at: number; sessionId: Promise<string | null> };

// Next's bundles and the HTTP server each have their own copy of this module: what was opened is shared here.
const registry = globalThis as { [OPENED]?: Map<string, Opened> };
const OPENED = Symbol.for("backstay.opened-cookies");

/**
 * The session id in the value of the session cookie, or null unless Auth.js made it for us and it has not run out. What it is
 * worth is the database's to say. Auth.js' own auth() would seal a new cookie for every page, which pages cannot set.
 */
export function sessionIdIn(value: string | undefined): Promise<string | null> {
  if (!value || value.length > COOKIE_MAX_CHARACTERS) return Promise.resolve(null);
  registry[OPENED] ??= new Map();
  const opened = registry[OPENED];
  const known = opened.get(value);
  const now = performance.now();
  if (known && now - known.at < OPENED_SECONDS * 1000) return known.sessionId;
  const sessionId = open(value);
  opened.delete(value);
  // What was opened first goes first; what holds no session isn't kept, so that strangers can't push others out.
  void sessionId.then((id) => {
    if (id === null) return;
    const [oldest] = opened.keys();
    if (oldest && opened.size >= OPENED_AT_MOST) opened.delete(oldest);
    opened.set(value, { at: now, sessionId });
  });
  return sessionId;
}

async function open(value: string): Promise<string | null> {
  try {
    const token = await decode({ token: value, secret: authSecrets(), salt: sessionCookieName() });
    return token?.sub ?? null;
  } catch {
    return null;
  }
}
