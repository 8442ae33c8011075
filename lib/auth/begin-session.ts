import { clearSignInFlow } from "./cookies";
import { signIn } from "./next-auth";
import { ticketFor } from "./sessions";

/** Gives this browser the cookie of a session that only waits for it. Only in actions. */
export async function beginSession(sessionId: string): Promise<void> {
  await clearSignInFlow();
  await signIn("credentials", { ticket: ticketFor(sessionId), redirect: false });
}
