import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/lib/env";
import { cookieName } from "@/lib/http/cookies";
import { authSecrets, sign, verify } from "./keys";
import { sessionCookieName, sessionIdIn } from "./session-cookie";
import { TRUST_DAYS } from "./trusted-browsers";

const secure = () => env().APP_URL.startsWith("https:");

const options = (maxAgeSeconds: number) =>
  ({ httpOnly: true, sameSite: "lax", secure: secure(), path: "/", maxAge: maxAgeSeconds }) as const;

/** The session id in this request's cookie, or null: `sessionIdIn`. */
export async function sessionIdOfCookie(): Promise<string | null> {
  return sessionIdIn((await cookies()).get(sessionCookieName())?.value);
}

const BROWSER_COOKIE_SECONDS = 400 * 24 * 3600;
const FLOW_SECONDS = 10 * 60;

/** What the steps of a sign-in remember between them: sealed in a cookie, so that the login is in no address. */
export type SignInFlow = { login: string; next: string | null; browserId: string; sessionId?: string };

const flowCookie = () => cookieName("backstay.sign-in");
const browserCookie = () => cookieName("backstay.browser");
const trustCookie = () => cookieName("backstay.trust");

const TRUST_SECONDS = TRUST_DAYS * 24 * 3600;
/** Several users can trust one browser; only the last ones are kept. */
const TRUST_IDS_AT_MOST = 10;

/** The sign-in under way in this browser, or null when there is none or it took too long. */
export async function readSignInFlow(): Promise<SignInFlow | null> {
  const value = (await cookies()).get(flowCookie())?.value;
  if (!value) return null;
  try {
    const flow = await decode<SignInFlow>({ token: value, secret: authSecrets(), salt: flowCookie() });
    return flow && typeof flow.login === "string" && typeof flow.browserId === "string" ? flow : null;
  } catch {
    return null;
  }
}

/** Remembers a step. Only in actions and route handlers. */
export async function writeSignInFlow(flow: SignInFlow): Promise<void> {
  const value = await encode({ token: flow, secret: authSecrets(), salt: flowCookie(), maxAge: FLOW_SECONDS });
  (await cookies()).set(flowCookie(), value, options(FLOW_SECONDS));
}

/** Forgets the sign-in under way. */
export async function clearSignInFlow(): Promise<void> {
  (await cookies()).delete({ name: flowCookie(), ...options(0) });
}

/** This browser's id, made when it has none. The signature keeps ids from being made up. Only in actions and route handlers. */
export async function browserId(): Promise<string> {
  const known = (await knownBrowserId()) ?? randomUUID();
  (await cookies()).set(browserCookie(), `${known}.${sign("browser", known)}`, options(BROWSER_COOKIE_SECONDS));
  return known;
}

/** This browser's id, or null when it has none of ours. */
export async function knownBrowserId(): Promise<string | null> {
  const [id, signature] = (await cookies()).get(browserCookie())?.value.split(".") ?? [];
  return id && signature && verify("browser", id, signature) ? id : null;
}

/**
 * What this browser was given each time a user trusted it, newest first. The database knows whether that still holds.
 */
export async function readTrustIds(): Promise<string[]> {
  const value = (await cookies()).get(trustCookie())?.value;
  if (!value) return [];
  try {
    const kept = await decode<{ trustIds?: unknown }>({ token: value, secret: authSecrets(), salt: trustCookie() });
    return z.array(z.uuid()).max(TRUST_IDS_AT_MOST).catch([]).parse(kept?.trustIds);
  } catch {
    return [];
  }
}

/** Lets this browser keep what it was just trusted with. Only in actions and route handlers. */
export async function keepTrustId(trustId: string): Promise<void> {
  const trustIds = [trustId, ...(await readTrustIds())].slice(0, TRUST_IDS_AT_MOST);
  const value = await encode({
    token: { trustIds },
    secret: authSecrets(),
    salt: trustCookie(),
    maxAge: TRUST_SECONDS,
  });
  (await cookies()).set(trustCookie(), value, options(TRUST_SECONDS));
}
