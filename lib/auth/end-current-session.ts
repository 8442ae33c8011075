import { asSystem } from "@/db";
import { audit, auditActor } from "@/lib/audit/audit";
import { clearSignInFlow } from "./cookies";
import { currentActor } from "./current-actor";
import { signOut } from "./next-auth";

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
  await clearSignInFlow();
  // Its signOut event ends the row of our sessions table.
  await signOut({ redirect: false });
}
