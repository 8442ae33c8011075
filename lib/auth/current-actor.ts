import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { requestInfo } from "@/lib/current-request";
import { AppError } from "@/lib/errors";
import { PATH_HEADER } from "@/lib/security-headers";
import type { Service } from "@/lib/users/schema";
import { type Actor, servicesOf } from "./actor";
import { auth } from "./next-auth";
import { actorOfSession } from "./sessions";

/** Who is signed in, looked up in the database once a request; null when nobody is. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const session = await auth();
  return session?.sessionId ? actorOfSession(session.sessionId, await requestInfo()) : null;
});

/** For pages: the actor, or off to sign in and back here afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) redirect(`/login?next=${encodeURIComponent(await currentPath())}`);
  return actor;
}

/**
 * For pages of a service: the actor, when they may open it and have accepted the agreement in force; else off to sign in,
 * to the agreement, or to the start page, which shows what there is for them.
 */
export async function requireService(service: Service): Promise<Actor> {
  const actor = await requireActor();
  if (!servicesOf(actor.roles).includes(service)) redirect("/start");
  if (!actor.eulaAccepted) redirect(`/eula?next=${encodeURIComponent(await currentPath())}`);
  return actor;
}

/**
 * For actions and route handlers: as `requireService`, by errors instead of redirects.
 * @throws AppError SIGNED_OUT, FORBIDDEN, EULA_CHANGED while the agreement in force is not accepted.
 */
export async function actorFor(service: Service | "account"): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) throw new AppError("SIGNED_OUT");
  if (service === "account") return actor;
  if (!servicesOf(actor.roles).includes(service)) throw new AppError("FORBIDDEN");
  if (!actor.eulaAccepted) throw new AppError("EULA_CHANGED");
  return actor;
}

/** The path being asked for, as proxy.ts noted it. */
async function currentPath(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/start";
}
