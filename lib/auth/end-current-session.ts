import { asSystem } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import { clearSignInFlow, sessionIdOfCookie } from "./cookies";
import { currentActor } from "./current-actor";
import { removeSessionCookie } from "./next-auth";
import { endSession } from "./sessions";

/** "Sign out": ends the session in the database, then takes the cookie from this browser. Only in actions. */
export async function endCurrentSession(): Promise<void> {
  const actor = await currentActor();
  if (actor) {
    const { sessionId, login, tenantId, tenantPath } = actor;
    await asSystem("sign-out", (tx) =>
      audit(tx, auditActor(actor), "session.end", {
        type: "session",
        id: sessionId,
        name: login,
        tenantId,
        tenantPath,
      }),
    );
  }
  const sessionId = await sessionIdOfCookie();
  if (sessionId) await endSession(sessionId, "sign_out");
  await clearSignInFlow();
  await removeSessionCookie();
}
