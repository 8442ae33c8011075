import { type Actor, servicesOf } from "@/lib/access/actor";
import { requestInfo } from "@/lib/http/current-request";
import { actorOfSession } from "./sessions";

/** The address of each service, for the user's own tenant. */
export const SERVICE_PATHS = { backup: "/backup", management_portal: "/portal" } as const;

/** Where users go who still have to set up the second factor that their company requires. */
export const SET_UP_PATH = "/set-up-two-factor";

/** Where a sign-in leads: to where the user was going, else to the start page, which a single choice skips (J2). */
export function pathAfterSignIn(next: string | null, roles: Actor["roles"]): string {
  if (next) return next;
  const [only, ...more] = servicesOf(roles);
  return only && more.length === 0 ? SERVICE_PATHS[only] : "/start";
}

/** The same for a session that this request has just begun and whose cookie the browser does not send yet. */
export async function pathAfterBegin(sessionId: string, next: string | null): Promise<string> {
  const actor = await actorOfSession(sessionId, await requestInfo());
  return actor ? pathAfterSignIn(next, actor.roles) : "/login";
}
