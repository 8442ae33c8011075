import fc from "fast-check";
import type { Installation } from "./installation";
import { isAtOrBelow, markOf, type Part, type Person, type Tenant, type World } from "./world";

/*
 * Who sends the requests. Several users of each kind, drawn from the world at random; the tests then draw what their requests are about.
 */

/** What a user can do in the Management Portal: the reason for every refusal. */
export type Standing = "nobody" | "newcomer" | "backup" | "readonly" | "admin";

export type Member = { name: string; standing: Standing; person: Person; cookie: string | undefined };

/** Draws from lists; the same draws for the same seed. */
export type Draw = <Item>(list: readonly Item[]) => Item | undefined;

export function drawing(seed: number): Draw {
  const numbers = fc.sample(fc.nat(), { seed, numRuns: 4096 });
  let count = 0;
  return (list) => {
    count += 1;
    return list[(numbers[count % numbers.length] ?? 0) % list.length];
  };
}

/** The members of the cast, each with a cookie as signing in would have left it. */
export async function gather(world: World, installation: Installation, draw: Draw): Promise<Member[]> {
  const cast: Member[] = [];
  const [root] = world.tenants;
  const enter = async (standing: Standing, among: (person: Person) => boolean, forged?: string | null) => {
    const person = draw(world.people.filter(among));
    if (!person) return;
    const cookie = forged === undefined ? await installation.ask("cookieOf", person) : (forged ?? undefined);
    const how = forged === undefined ? person.part : forged === null ? "without a cookie" : "with a made-up cookie";
    const name = `${standing}: ${how}, ${person.role} of ${person.tenant.kind} ${person.tenant.id}`;
    cast.push({ name, standing, person, cookie });
  };
  const is = (part: Part, where: (tenant: Tenant) => boolean) => (person: Person) =>
    person.part === part && where(person.tenant);
  for (const kind of ["partner", "partner", "customer", "unit"]) {
    await enter(
      "admin",
      is("admin", (tenant) => tenant.kind === kind),
    );
  }
  // At the top nothing is out of reach: what holds these back is their standing alone.
  await enter(
    "readonly",
    is("readonly", (tenant) => tenant === root),
  );
  await enter(
    "readonly",
    is("readonly", (tenant) => tenant !== root),
  );
  await enter(
    "newcomer",
    is("newcomer", (tenant) => tenant === root),
  );
  await enter(
    "backup",
    is("backup", () => true),
  );
  await enter(
    "backup",
    is("otherBackup", () => true),
  );
  await enter(
    "nobody",
    is("disabled", (tenant) => tenant === root),
  );
  await enter(
    "nobody",
    is("deleted", () => true),
  );
  await enter(
    "nobody",
    is("admin", (tenant) => tenant === root),
    null,
  );
  await enter(
    "nobody",
    is("admin", (tenant) => tenant === root),
    "backstay.session=made.up.value",
  );
  return cast;
}

/** Where a tenant is, seen from the user's own. */
export type Relation = "own" | "below" | "above" | "beside";

export function relationOf({ tenant }: Person, other: Tenant): Relation {
  if (other === tenant) return "own";
  if (isAtOrBelow(other, tenant)) return "below";
  return isAtOrBelow(tenant, other) ? "above" : "beside";
}

/** Every trace of the world that a response to a user can contain: marks and IDs of what they can see. */
export function visibleTo({ standing, person: me }: Member, world: World): Set<string> {
  const seen = new Set<string>();
  if (standing === "nobody") return seen;
  // Before the agreement is accepted nothing shows but the own account.
  const alone = standing === "newcomer" || me.access === "self";
  const reaches = (tenant: Tenant) => tenant === me.tenant || (!alone && isAtOrBelow(tenant, me.tenant));
  for (const tenant of world.tenants.filter(reaches)) seen.add(tenant.mark).add(String(tenant.id));
  for (const person of world.people) {
    const own = person.id === me.id;
    if (!own && (alone || !reaches(person.tenant))) continue;
    seen.add(person.mark).add(String(person.id));
    const managed = me.service === "management_portal" && !alone;
    if (own || managed) seen.add(markOf("s", person)).add(person.sessionId);
    if (own) seen.add(person.importId).add(person.batchId);
    if (managed) seen.add(markOf("e", person)).add(person.emailId).add(markOf("l", person)).add(String(person.lineId));
  }
  return seen;
}

/** Every trace that there is. */
export function everyTrace(world: World): Set<string> {
  const all = new Set<string>();
  for (const tenant of world.tenants) all.add(tenant.mark).add(String(tenant.id));
  for (const person of world.people) {
    for (const what of ["s", "e", "l"] as const) all.add(markOf(what, person));
    all.add(person.mark).add(String(person.id)).add(String(person.lineId));
    all.add(person.sessionId).add(person.emailId).add(person.tokenId).add(person.importId).add(person.batchId);
  }
  return all;
}
