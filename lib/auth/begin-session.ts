import { clearSignInFlow, sessionIdOfCookie } from "./cookies";
import { signIn } from "./next-auth";
import { endSession, ticketFor } from "./sessions";

/** Gives this browser the cookie of a session that only waits for it, and ends the one it had before. Only in actions. */
export async function beginSession(sessionId: string): Promise<void> {
  const before = await sessionIdOfCookie();
  await clearSignInFlow();
  await signIn("credentials", { ticket: ticketFor(sessionId), redirect: false });
  if (before) await endSession(before, "sign_out");
}
