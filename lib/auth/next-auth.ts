import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { env } from "@/lib/env";
import { appUrl, safeNextPath } from "@/lib/url";
import { authSecrets } from "./keys";
import { sessionCookieName } from "./session-cookie";
import { activateSession, endSession, SESSION_HOURS } from "./sessions";

/**
 * Auth.js keeps the cookie and nothing else: an encrypted token with the id of a row in our sessions table, which is
 * looked up on every request (lib/auth/current-actor.ts). Who may sign in is decided before, by lib/auth/sign-in.ts.
 */
export const { signIn, signOut } = NextAuth(() => ({
  secret: authSecrets(),
  trustHost: true,
  session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
  pages: { signIn: "/login", signOut: "/login", error: "/login" },
  logger: { error: () => {}, warn: () => {}, debug: () => {} },
  cookies: {
    sessionToken: {
      name: sessionCookieName(),
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: env().APP_URL.startsWith("https:") },
    },
  },
  providers: [
    Credentials({
      credentials: { ticket: {} },
      async authorize({ ticket }) {
        const id = await activateSession(ticket);
        return id ? { id } : null;
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user?.id ? { sid: user.id } : token.sid ? token : null),
    // Auth.js would build addresses from request headers; ours come from APP_URL.
    redirect: ({ url }) => appUrl(safeNextPath(url) ?? "/start"),
  },
  events: {
    async signOut(message) {
      const sid = "token" in message ? message.token?.sid : undefined;
      if (typeof sid === "string") await endSession(sid, "sign_out");
    },
  },
}));
