import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { env } from "@/lib/env";
import { cookieName } from "@/lib/http/cookies";
import { appUrl } from "@/lib/url";
import { clearSignInFlow, sessionIdOfCookie } from "./cookies";
import { authSecrets } from "./keys";
import { sessionCookieName } from "./session-cookie";
import { activateSession, endSession, SESSION_HOURS } from "./sessions";

const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: env().APP_URL.startsWith("https:") }) as const;

/**
 * Auth.js keeps the cookie and nothing else: an encrypted token whose subject is a row in our sessions table, which is
 * looked up on every request (lib/auth/current-actor.ts). Its route handlers stay in here, so that only beginSession()
 * reaches `authorize`.
 */
const { signIn, signOut } = NextAuth(() => ({
  secret: authSecrets(),
  trustHost: true,
  session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
  logger: { error: () => {}, warn: () => {}, debug: () => {} },
  cookies: {
    sessionToken: { name: sessionCookieName(), options: cookieOptions() },
    // Holds where the callback below leads, and nothing reads it.
    callbackUrl: { name: cookieName("backstay.after-sign-in"), options: cookieOptions() },
  },
  providers: [
    Credentials({
      credentials: { sessionId: {} },
      async authorize({ sessionId }) {
        const id = await activateSession(String(sessionId));
        return id ? { id } : null;
      },
    }),
  ],
  // Auth.js would build an address from request headers and keep it in a cookie. We lead on ourselves.
  callbacks: { redirect: () => appUrl("/start") },
}));

/** Gives this browser the cookie of a session that only waits for it, and ends the one it had before. Only in actions. */
export async function beginSession(sessionId: string): Promise<void> {
  const before = await sessionIdOfCookie();
  await clearSignInFlow();
  await signIn("credentials", { sessionId, redirect: false, redirectTo: "/start" });
  if (before) await endSession(before, "sign_out");
}

/** Takes the session cookie from this browser. Only in actions. */
export async function removeSessionCookie(): Promise<void> {
  await signOut({ redirect: false, redirectTo: "/start" });
}
