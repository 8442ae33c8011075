import { differenceOf, strangersIn } from "./answers";
import { builtRoutes } from "./build";
import { drawing, everyTrace, gather, type Member, relationOf, visibleTo } from "./cast";
import { type Answer, allButThePage, send, sendForPayload } from "./http";
import { type Installation, startInstallation } from "./installation";
import { ROUTES, type RouteEntry } from "./routes";
import { SEED } from "./seed-of-run";
import { neverExisted, type Person, type Target, TRACES, targetOf, worldOf } from "./world";

const world = worldOf(SEED);
const draw = drawing(SEED);
const known = everyTrace(world);

let installation: Installation;
let cast: Member[];
/** What the requests so far have searched for where the audit log keeps it. */
const searched = new Set<string>();

beforeAll(async () => {
  installation = await startInstallation(world);
  cast = await gather(world, installation, draw);
});
afterAll(() => installation?.stop());

test("every page and route handler of the build has an entry in tests/isolation/routes.ts, and every entry a route", () => {
  expect(builtRoutes()).toEqual(Object.keys(ROUTES).sort());
});

const entriesOf = (...kinds: RouteEntry["of"][]) => Object.entries(ROUTES).filter(([, { of }]) => kinds.includes(of));

/** The ways to ask for a page. The last leaves the layouts out, which therefore must guard nothing. */
const WAYS = ["html", "payload", "page alone"] as const;
type Way = (typeof WAYS)[number];
const waysOf = ({ handler }: RouteEntry): readonly Way[] => (handler ? ["html"] : WAYS);

describe.each(entriesOf("portal", "backup"))("%s", (route, entry) => {
  test("shows those with access their own, and no one anything else", async () => {
    for (const member of cast) {
      const all = entry.belowOnly ? ["below"] : ["own", "below"];
      const reach = member.person.access === "self" ? ["own"] : all;
      const within = subjectFor(member, entry, (relation) => reach.includes(relation));
      if (!within) continue;
      const ways = waysOf(entry);
      const drawn = draw(ways);
      // People who are kept out get the same refusal whichever way they ask, so one of the ways will do.
      for (const way of may(member, entry) ? ways : ways.filter((each) => each === drawn)) {
        const answer = await ask(route, targetOf(within), member, way);
        const context = { route, way, member: member.name, about: within.login };
        expectNoStranger(answer, member, route, targetOf(within), context);
        const shown = entry.shows?.(within).filter((mark) => answer.body.includes(mark)) ?? [];
        if (may(member, entry)) {
          if (entry.seldom) continue;
          const plain = { ...context, status: entry.leads && way === "html" ? 307 : 200 };
          expect({ ...context, status: answer.status }).toEqual(plain);
          expect({ ...context, shown }).toEqual({ ...context, shown: entry.shows?.(within) ?? [] });
        } else {
          const { status } = answer;
          const refused = way === "html" ? status >= 300 && status < 500 : status < 500;
          expect({ ...context, status, refused }).toEqual({ ...context, status, refused: true });
        }
      }
    }
  });

  test("answers about what is out of reach as if it had never been", async () => {
    for (const member of cast) {
      let turn = 0;
      for (const { target, swapped, why } of requestsOf(member, route, entry)) {
        turn += 1;
        const ways = waysOf(entry);
        const way = ways[turn % ways.length] ?? "html";
        const twin = neverExisted(target, swapped);
        const answer = await ask(route, target, member, way);
        const context = { route, way, member: member.name, why, target };
        expectNoStranger(answer, member, route, target, context);
        expectSame(answer, await ask(route, twin, member, way), [target, twin], context);
      }
    }
  });
});

describe.each(entriesOf("account", "anybody"))("%s", (route, entry) => {
  test("shows users nothing but their own", async () => {
    for (const member of cast) {
      const target = targetOf(member.person);
      for (const way of waysOf(entry).filter((each) => each !== "page alone")) {
        const answer = await ask(route, target, member, way);
        const context = { route, way, member: member.name };
        expectNoStranger(answer, member, route, target, context);
        if (member.standing === "nobody") continue;
        const shown = entry.shows?.(member.person).filter((mark) => answer.body.includes(mark)) ?? [];
        expect({ ...context, shown }).toEqual({ ...context, shown: entry.shows?.(member.person) ?? [] });
      }
    }
  });
});

describe.each(entriesOf("machine"))("%s", (route) => {
  test("is not there for anyone on another machine", async () => {
    const elsewhere: Record<string, string>[] = [{ Host: "portal.example.com" }, { "X-Forwarded-For": "203.0.113.9" }];
    for (const headers of elsewhere) {
      for (const { cookie, name } of cast) {
        const answer = await send(installation.port, pathOf(route, {}), { cookie, headers });
        expect({ name, headers, status: answer.status }).toEqual({ name, headers, status: 404 });
        expect(strangersIn(answer, { known, allowed: new Set(), sent: [] })).toEqual([]);
      }
    }
  });
});

type Request = { target: Target; swapped: (keyof Target)[]; why: string };

/** Requests about what a member cannot see: for those kept out altogether, about anything. */
function requestsOf(member: Member, route: string, entry: RouteEntry): Request[] {
  const { person: me } = member;
  const takes = idsIn(route, entry);
  const list: Request[] = [];
  const add = (why: string, person: Person | undefined, swapped = takes, instead: Partial<Target> = {}) => {
    if (person && swapped.length > 0) list.push({ target: { ...targetOf(person), ...instead }, swapped, why });
  };
  const someone = (...relations: string[]) => subjectFor(member, entry, (relation) => relations.includes(relation));
  add("above", someone("above"));
  add("beside", someone("beside"));
  if (!may(member, entry)) {
    // Read-only administrators see which tenants there are, whatever they may not do there.
    if (member.standing === "readonly") return list;
    add("within reach", someone("own", "below"));
    return list;
  }
  if (me.access === "self") add("below the own tenant", someone("below"));
  const foreign = someone("above", "beside");
  const inner = takes.filter((key) => key !== "tenantId");
  if (takes.includes("tenantId") && inner.length > 0) {
    const own = { tenantId: String(me.tenant.id) };
    add("foreign things in the own tenant", foreign, inner, own);
    if (!entry.showsBelow) add("things of another tenant in reach", someone("below"), inner, own);
    if (foreign)
      add("own things in a foreign tenant", someone("own"), ["tenantId"], { tenantId: String(foreign.tenant.id) });
  }
  return list;
}

function subjectFor({ person: me }: Member, entry: RouteEntry, where: (relation: string) => boolean) {
  if (entry.mine && where("own")) return me;
  const part = entry.forChange ? "disabled" : "active";
  const fits = ({ tenant }: Person) => !entry.kinds || entry.kinds.includes(tenant.kind);
  return draw(
    world.people.filter((person) => person.part === part && fits(person) && where(relationOf(me, person.tenant))),
  );
}

function may({ standing, person }: Member, entry: RouteEntry): boolean {
  if (standing === "nobody" || standing === "newcomer") return false;
  if (entry.forChange) return standing === "admin";
  return entry.of === "backup" || person.service === "management_portal";
}

function idsIn(route: string, entry: RouteEntry): (keyof Target)[] {
  const [someone] = world.people;
  if (!someone) throw new Error("nobody there");
  const keys: (keyof Target)[] = [
    "tenantId",
    "clientId",
    "userId",
    "lineId",
    "importId",
    "batchId",
    "login",
    "tenantName",
  ];
  return keys.filter(
    (key) =>
      addressOf(route, entry, neverExisted(targetOf(someone), [key])) !== addressOf(route, entry, targetOf(someone)),
  );
}

/**
 * What addresses name besides tenants and users: the language and the version of the agreement that the world begins
 * with.
 */
const COMMON: Partial<Record<string, string>> = { language: "en", versionId: "1" };

const pathOf = (route: string, values: Partial<Record<string, string>>) =>
  route.replace(/\[(\w+)\]/g, (_, name: string) => values[name] ?? COMMON[name] ?? "none");

function addressOf(route: string, entry: RouteEntry, target: Target): string {
  const query = new URLSearchParams(entry.query?.(target));
  return `${pathOf(route, target)}${query.size > 0 ? `?${query}` : ""}`;
}

function ask(route: string, target: Target, { cookie }: Member, way: Way): Promise<Answer> {
  const entry = ROUTES[route] ?? { of: "anybody" };
  const address = addressOf(route, entry, target);
  if (entry.notesSearch) for (const trace of address.match(TRACES) ?? []) searched.add(trace);
  if (way === "html") return send(installation.port, address, { cookie });
  const tree = way === "page alone" ? allButThePage(route, target) : undefined;
  return sendForPayload(installation.port, address, cookie, tree);
}

function expectSame(answer: Answer, other: Answer, [target, twin]: Target[], context: object): void {
  const sent = (about: Target | undefined) => Object.values(about ?? {});
  const difference = differenceOf({ answer, sent: sent(target) }, { answer: other, sent: sent(twin) });
  expect({ ...context, difference }).toEqual({ ...context, difference: null });
}

function expectNoStranger(answer: Answer, member: Member, route: string, target: Target, context: object): void {
  const entry = ROUTES[route] ?? { of: "anybody" };
  const allowed = visibleTo(member, world);
  // Fetching a file leaves a line in the log of the tenant, with the login of who did it.
  const above = entry.namesActors
    ? cast.filter(({ person }) => relationOf(member.person, person.tenant) === "above")
    : [];
  if (allowed.size > 0) for (const { person } of above) allowed.add(person.mark).add(person.tenant.mark);
  if (allowed.size > 0 && entry.namesActors) for (const trace of searched) allowed.add(trace);
  const strangers = strangersIn(answer, { known, allowed, sent: [addressOf(route, entry, target)] });
  expect({ ...context, strangers }).toEqual({ ...context, strangers: [] });
}
