import { ACTIONS, type ActionEntry } from "./actions";
import { differenceOf, strangersIn } from "./answers";
import { type BuiltAction, builtActions } from "./build";
import { drawing, everyTrace, gather, type Member, relationOf, visibleTo } from "./cast";
import { type Answer, type Call, codesIn, type Manner, post } from "./http";
import { type Installation, startInstallation } from "./installation";
import { SEED } from "./seed-of-run";
import { neverExisted, type Person, type Target, type Tenant, type TenantState, targetOf, worldOf } from "./world";

const world = worldOf(SEED);
const draw = drawing(SEED);

/** Read once the server is up: its start builds again if the sources have changed. */
let built: Map<string, BuiltAction>;
let installation: Installation;
let cast: Member[];
/** Who was made up for one test: what that did to them is not what their part says. */
const spent = new Set<Person>();

beforeAll(async () => {
  installation = await startInstallation(world);
  built = new Map(builtActions().map((action) => [action.name, action]));
  cast = await gather(world, installation, draw);
  await installation.ask("keepRows");
});
// What one test found changed is not the next one's.
afterEach(() => installation?.ask("keepRows"));
afterAll(() => installation?.stop());

test("every action of the build has an entry in tests/isolation/actions.ts, and every entry an action", () => {
  expect([...built.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());
});

const entriesBy = (by: ActionEntry["by"]) => Object.entries(ACTIONS).filter(([, entry]) => entry.by === by);

/** What a refused request is answered, by the standing of who sent it. */
const REFUSALS = { nobody: "SIGNED_OUT", newcomer: "EULA_CHANGED", backup: "FORBIDDEN", readonly: "FORBIDDEN" };

describe.each(entriesBy("administrator"))("%s", (name, entry) => {
  test("who may not, cannot; what is out of reach answers as if it had never been", async () => {
    for (const member of cast) {
      const [manner, ...others] = mannersFor(member);
      for (const { target, swapped, why } of requestsOf(member, entry)) {
        const twin = neverExisted(target, swapped);
        const how = others.length > 0 && why === "beside" ? "form" : (manner ?? "script");
        const answer = await send(name, target, member, how);
        const context = { name, member: member.name, why, target };
        expect({ ...context, codes: codesIn(answer) }).toEqual({ ...context, codes: [codeFor(member)] });
        expectSame(
          answer,
          await send(name, twin, member, how),
          [sentIn(entry, target, member), sentIn(entry, twin, member)],
          context,
        );
        expectNoStranger(answer, member, sentIn(entry, target, member), context);
      }
      expect({ member: member.name, changes: await installation.ask("changedRows") }).toEqual({
        member: member.name,
        changes: [],
      });
    }
  });

  test("who may, can", async () => {
    const { administrator, subject } = entry.onTenant ? await customerIn(entry.onTenant) : await personIn(entry);
    const member = await memberOf(administrator);
    const answer = await send(name, targetOf(subject), member, "script");
    const codes = entry.stopsAt ? [entry.stopsAt] : [];
    expect({ codes: codesIn(answer), ok: answer.status < 400 }).toEqual({ codes, ok: true });
    expectNoStranger(answer, member, sentIn(entry, targetOf(subject), member), { name });
    await mailIsOut();
    expect((await installation.ask("changedRows")).length > 0).toBe(!entry.stopsAt);
    await installation.ask("keepRows");
  });
});

describe.each(entriesBy("oneself"))("%s", (name, entry) => {
  test("changes nothing of anyone else, whatever IDs are posted with it", async () => {
    const takes = idsIn(entry);
    for (const part of ["admin", "backup"] as const) {
      const place = draw(world.tenants.filter(({ kind, state }) => !state && (kind === "customer" || kind === "unit")));
      if (!place) throw new Error("no place");
      const me = await enter(world.another(place, entry.on === "admin" ? part : entry.on));
      const member = await memberOf(me);
      const others = world.people.filter((person) => person.part === "active" && person !== me);
      for (const other of [draw(others), draw(others.filter(({ tenant }) => tenant === place))]) {
        if (!other || takes.length === 0) continue;
        const target = targetOf(other);
        const twin = neverExisted(target, takes);
        const answer = await send(name, target, member, "script");
        const context = { name, me: member.name, target };
        expect({ ...context, codes: codesIn(answer) }).toEqual({ ...context, codes: ["NOT_FOUND"] });
        expectSame(
          answer,
          await send(name, twin, member, "script"),
          [sentIn(entry, target, member), sentIn(entry, twin, member)],
          context,
        );
        expect(await installation.ask("changedRows")).toEqual([]);
      }
      const stranger = draw(others);
      const extra = stranger ? { ...targetOf(stranger), id: String(stranger.id) } : {};
      const own = takes.length > 0 ? Object.fromEntries(takes.map((key) => [key, targetOf(me)[key]])) : {};
      const answer = await send(name, targetOf(me), member, part === "admin" ? "script" : "form", { ...extra, ...own });
      expectNoStranger(answer, member, Object.values(extra), { name, me: member.name });
      await mailIsOut();
      const changes = await installation.ask("changedRows");
      expect(changes.filter(({ userId }) => userId !== me.id)).toEqual([]);
      expect({ name, codes: codesIn(answer), changed: changes.length > 0 }).toMatchObject({
        changed: !entry.asksForCode,
      });
      await installation.ask("keepRows");
    }
  });

  test("does nothing for a visitor who is not signed in", async () => {
    for (const member of cast.filter(({ standing }) => standing === "nobody")) {
      const answer = await send(name, targetOf(member.person), member, "script");
      expect(codesIn(answer)).toEqual(entry.takesForm === false ? [] : ["SIGNED_OUT"]);
      expectNoStranger(answer, member, sentIn(entry, targetOf(member.person), member), { name, member: member.name });
    }
    // "Sign out" ends the session of its cookie, also of a user who was disabled since.
    const own = cast.flatMap(({ standing, person }) => (standing === "nobody" ? [person.id] : []));
    const ended = (table: string, userId: number | null) =>
      entry.takesForm === false && table === "sessions" && own.includes(userId ?? 0);
    const changes = await installation.ask("changedRows");
    expect(changes.filter(({ table, userId }) => !ended(table, userId))).toEqual([]);
  });
});

describe.each(entriesBy("anybody"))("%s", (name, entry) => {
  test("says the same about a user who exists and one who doesn't, and changes nothing for either", async () => {
    const takes: (keyof Target)[] = ["login", "tokenId"];
    for (const person of [
      draw(world.people.filter((one) => one.part === entry.on && !spent.has(one))),
      draw(world.people.filter((one) => one.part === "deleted" && !spent.has(one))),
    ]) {
      if (!person) throw new Error("nobody there");
      const target = targetOf(person);
      const twin = neverExisted(target, takes);
      const nobody: Member = { name: "anybody", standing: "nobody", person, cookie: undefined };
      for (const manner of ["script", "form"] as const) {
        const answers: Answer[] = [];
        for (const one of [target, twin]) {
          const before = entry.after && (await send(entry.after, one, nobody, "script"));
          const cookie = before ? cookiesOf(before) : undefined;
          answers.push(await send(name, one, { ...nobody, cookie }, manner));
        }
        const [answer, other] = answers;
        if (!answer || !other) throw new Error("no answers");
        const context = { name, manner, target };
        expectSame(answer, other, [sentIn(entry, target, nobody), sentIn(entry, twin, nobody)], context);
        expectNoStranger(answer, nobody, sentIn(entry, target, nobody), context);
      }
      await mailIsOut();
      const changes = await installation.ask("changedRows");
      expect(changes.filter(({ table }) => !entry.leaves?.includes(table))).toEqual([]);
      await installation.ask("keepRows");
    }
  });
});

type Request = { target: Target; swapped: (keyof Target)[]; why: string };

/** The requests that must fail for a member: about which user, and which IDs they can't name. */
function requestsOf(member: Member, entry: ActionEntry): Request[] {
  const { person: me } = member;
  const takes = idsIn(entry);
  const someone = (where: (relation: string) => boolean) =>
    draw(world.people.filter((person) => person.part === entry.on && where(relationOf(me, person.tenant))));
  const list: Request[] = [];
  const add = (why: string, person: Person | undefined, swapped = takes, instead: Partial<Target> = {}) => {
    if (person) list.push({ target: { ...targetOf(person), ...instead }, swapped, why });
  };
  for (const place of ["above", "beside"])
    add(
      place,
      someone((relation) => relation === place),
    );
  if (member.standing !== "admin") {
    add(
      "within reach",
      someone((relation) => relation === "own" || relation === "below"),
    );
    return list;
  }
  // Mixed: one id that is in reach beside one that is not, or two in reach that do not belong together.
  const own = someone((relation) => relation === "own");
  const foreign = someone((relation) => relation === "above" || relation === "beside");
  const below = someone((relation) => relation === "below");
  const inner = takes.filter((key) => key !== "tenantId");
  if (inner.length > 0) {
    add("foreign things in the own tenant", foreign, inner, { tenantId: String(me.tenant.id) });
    add("things of another tenant in reach", below, inner, { tenantId: String(me.tenant.id) });
    if (own && foreign)
      add("own things in a foreign tenant", own, ["tenantId"], { tenantId: String(foreign.tenant.id) });
  }
  if (inner.length > 1 && own && foreign) {
    for (const key of inner) add(`a foreign ${key} alone`, own, [key], { [key]: targetOf(foreign)[key] });
  }
  return list;
}

/** What is typed and refers to nothing. */
const TYPED: readonly string[] = ["login", "tenantName"];

/** The ids that an action takes from its target: those that change what is posted. */
function idsIn(entry: ActionEntry): (keyof Target)[] {
  const [someone] = world.people;
  if (!someone) throw new Error("nobody there");
  const posted = (target: Target) => JSON.stringify([entry.fields(target, someone), entry.bound?.(target)]);
  const target = targetOf(someone);
  const keys = Object.keys(target).filter((key): key is keyof Target => !TYPED.includes(key));
  return keys.filter((key) => posted(neverExisted(target, [key])) !== posted(target));
}

const codeFor = ({ standing }: Member) => (standing === "admin" ? "NOT_FOUND" : REFUSALS[standing]);

/** Forms as without JavaScript cost a whole page each: some of them must do. */
const mannersFor = ({ standing }: Member): Manner[] =>
  standing === "admin" || draw([true, false, false]) ? ["script", "form"] : ["script"];

async function send(name: string, target: Target, member: Member, manner: Manner, extra: Record<string, string> = {}) {
  const entry = ACTIONS[name];
  const action = built.get(name);
  if (!entry || !action) throw new Error(`${name} is not both built and entered`);
  const call: Call = {
    id: action.id,
    path: pathOf(action.pages[0] ?? "/", member.person),
    fields: { ...extra, ...entry.fields(target, member.person) },
    bound: entry.bound?.(target) ?? [],
    takesForm: entry.takesForm ?? true,
  };
  return post(installation.port, call, manner, member.cookie);
}

/** The address of a page that carries an action, with the sender's own ids. */
function pathOf(route: string, me: Person): string {
  const own: Record<string, string> = {
    tenantId: String(me.tenant.id),
    userId: String(me.id),
    lineId: String(me.lineId),
    importId: me.importId,
    batchId: me.batchId,
  };
  return route.replace(/\[(\w+)\]/g, (_, name: string) => own[name] ?? "none");
}

const sentIn = (entry: ActionEntry, target: Target, { person }: Member) => [
  ...Object.values(target),
  ...Object.values(entry.fields(target, person)),
  ...(entry.bound?.(target) ?? []),
];

function expectSame(answer: Answer, other: Answer, [sent = [], otherSent = []]: string[][], context: object): void {
  const difference = differenceOf({ answer, sent }, { answer: other, sent: otherSent });
  expect({ ...context, difference }).toEqual({ ...context, difference: null });
}

function expectNoStranger(answer: Answer, member: Member, sent: string[], context: object): void {
  const { tenant, id, lineId, importId, batchId } = member.person;
  const path = [String(tenant.id), String(id), String(lineId), importId, batchId];
  const known = everyTrace(world);
  const strangers = strangersIn(answer, { known, allowed: visibleTo(member, world), sent: [...sent, ...path] });
  expect({ ...context, strangers }).toEqual({ ...context, strangers: [] });
}

const administratorOf = (tenant: Tenant | undefined) =>
  world.people.find((person) => person.part === "admin" && person.tenant === tenant);

/**
 * A new user in a state, in a customer or what the action is about, and its administrator; at the top, the provider's.
 */
async function personIn({ on, mine, atTheTop, kinds = ["customer"] }: ActionEntry) {
  const provider = administratorOf(world.tenants[0]);
  if (atTheTop && provider) return { administrator: provider, subject: provider };
  const tenant = draw(world.tenants.filter(({ kind, state }) => kinds.includes(kind) && !state));
  const administrator = administratorOf(tenant);
  if (!tenant || !administrator) throw new Error("no customer");
  return { administrator, subject: mine ? administrator : await enter(world.another(tenant, on)) };
}

/**
 * A user in a new customer in a state below a partner, and an administrator of all of them: a move has two ends. A
 * self-managed customer belongs to its own administrator.
 */
async function customerIn(state: TenantState) {
  const administrator = administratorOf(world.tenants[0]);
  const partner = draw(world.tenants.filter(({ kind }) => kind === "partner"));
  if (!partner || !administrator) throw new Error("no partner");
  const tenant = world.anotherCustomer(partner, state);
  await installation.ask("enterTenant", tenant);
  const subject = await enter(world.another(tenant, "admin"));
  return { administrator: state === "closed" ? subject : administrator, subject };
}

/** Stores a user for one test, which may leave them in another state. */
async function enter(person: Person): Promise<Person> {
  spent.add(person);
  await installation.ask("enter", [person]);
  await installation.ask("keepRows");
  return person;
}

async function memberOf(person: Person): Promise<Member> {
  return { name: person.login, standing: "admin", person, cookie: await installation.ask("cookieOf", person) };
}

async function mailIsOut(): Promise<void> {
  for (let tries = 0; await installation.ask("mailIsWaiting"); tries += 1) {
    if (tries > 200) throw new Error("the mail does not go out");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const cookiesOf = ({ headers }: Answer) =>
  [...(headers["set-cookie"] ?? "").matchAll(/(?:^|,)([\w.-]+=[^;,]+)/g)].map((match) => match[1]).join("; ");
