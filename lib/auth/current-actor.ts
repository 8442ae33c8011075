import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, servicesOf } from "@/lib/access/actor";
import { countRefusal } from "@/lib/counters";
import { AppError } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";
import { PATH_HEADER } from "@/lib/http/security-headers";
import { noteBegun } from "@/lib/http/unreadable-request";
import type { Service } from "@/lib/vocabulary";
import { SET_UP_PATH } from "./after-sign-in";
import { sessionIdOfCookie } from "./cookies";
import { type SessionView, viewSession } from "./sessions";

/** The session of this request, looked up in the database once; null without one. */
export const currentSession = cache(async (): Promise<SessionView | null> => {
  noteBegun();
  const sessionId = await sessionIdOfCookie();
  return sessionId ? viewSession(sessionId, await requestInfo()) : null;
});

/**
 * Who is signed in; null if no one is. Not enough to allow anything: pages call requireActor or requireService, actions
 * and route handlers actorFor.
 */
export async function currentActor(): Promise<Actor | null> {
  return (await currentSession())?.actor ?? null;
}

/** For pages: the actor, or off to sign in, or to set up the second factor that is due, and back here afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect(`/login?next=${encodeURIComponent(await currentPath())}`);
  if (actor.twoFactorDue) redirect(`${SET_UP_PATH}?next=${encodeURIComponent(await currentPath())}`);
  return actor;
}

/**
 * For pages of a service: the actor, if they can open it and have accepted the agreement in force; otherwise redirects
 * to sign-in, to the agreement, or to the start page, which says that they can't and shows what they can open.
 */
export async function requireService(service: Service): Promise<Actor> {
  const actor = await requireActor();
  if (!servicesOf(actor.roles).includes(service)) {
    countRefusal("forbidden", actor.request);
    redirect(`/start?refused=${service}`);
  }
  if (!actor.eulaAccepted) redirect(`/eula?next=${encodeURIComponent(await currentPath())}`);
  return actor;
}

/** What an action needs: a service; the own account, open to all; or no more than setting up two-factor authentication. */
export type Door = Service | "account" | "two-factor set-up";

/**
 * For actions and route handlers: as `requireService`, by errors instead of redirects.
 * @throws AppError SIGNED_OUT, TWO_FACTOR_DUE, FORBIDDEN, EULA_CHANGED while the agreement in force is not accepted.
 */
export async function actorFor(door: Door): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) throw new AppError("SIGNED_OUT");
  if (door === "two-factor set-up") return actor;
  if (actor.twoFactorDue) throw new AppError("TWO_FACTOR_DUE");
  if (door === "account") return actor;
  if (!servicesOf(actor.roles).includes(door)) throw new AppError("FORBIDDEN");
  if (!actor.eulaAccepted) throw new AppError("EULA_CHANGED");
  return actor;
}

/** The requested path, as proxy.ts noted it. */
async function currentPath(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/start";
}
