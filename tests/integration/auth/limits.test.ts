import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { rateLimits } from "@/db/tables";
import { deleteExpiredLimits } from "@/lib/auth/limits";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { counters } from "@/lib/counters";
import { makeUser, PASSWORD, REQUEST, useTree, useUser } from "../../support/factories";
import { auditLines, refusal, sessionsOf } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
const FAILED = { code: "SIGN_IN_FAILED" };
const LOCKED = { code: "SIGN_IN_LOCKED", values: { minutes: 5 } };

const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, login: "mina", email: "mina@contoso.example" }));

type Attempt = { login?: string; password?: string; browserId?: string; address?: string };

const attempt = ({
  login = "mina",
  password = "wrong",
  browserId = BROWSER,
  address = REQUEST.address,
}: Attempt = {}) => refusal(signInWithPassword({ login, password, browserId, request: { ...REQUEST, address } }));

async function attempts(count: number, make: (index: number) => Attempt = () => ({})) {
  const results = [];
  for (let index = 0; index < count; index++) results.push(await attempt(make(index)));
  return results;
}

/** Lets time pass for all counters. */
const pass = (minutes: number) =>
  asSystem("test", async (tx) => {
    for (const { key, expire } of await tx.select().from(rateLimits)) {
      if (!expire) continue;
      const earlier = new Date(expire.getTime() - minutes * 60_000);
      await tx.update(rateLimits).set({ expire: earlier }).where(eq(rateLimits.key, key));
    }
  });

test("the tenth wrong password locks login and browser for five minutes, the right password included", async () => {
  expect(await attempts(10)).toEqual(Array(10).fill(FAILED));
  expect(await attempts(2)).toEqual([LOCKED, LOCKED]);
  expect(await attempt({ password: PASSWORD })).toEqual(LOCKED);
  expect(await attempt({ login: "MINA ", password: PASSWORD })).toEqual(LOCKED);
  expect(await sessionsOf(user.id)).toEqual([]);

  await pass(4);
  expect(await attempt({ password: PASSWORD })).toEqual({ ...LOCKED, values: { minutes: 1 } });
  await pass(1);
  expect(await attempt({ password: PASSWORD })).toBe("done");
});

test("trying during a lock does not make it longer", async () => {
  await attempts(10);
  await pass(3);
  expect(await attempts(5)).toEqual(Array(5).fill({ ...LOCKED, values: { minutes: 2 } }));
  await pass(2);
  expect(await attempt({ password: PASSWORD })).toBe("done");
});

test("nine wrong ones are forgotten by a right one, and by a quarter of an hour", async () => {
  await attempts(9);
  expect(await attempt({ password: PASSWORD })).toBe("done");
  await attempts(9);
  await pass(15);
  expect(await attempts(9)).toEqual(Array(9).fill(FAILED));
  expect(await attempt({ password: PASSWORD })).toBe("done");
});

test("another browser is not locked, nor is another login in the same browser", async () => {
  await makeUser({ tenant: user.tenant, login: "zoe", email: "zoe@contoso.example" });
  await attempts(10);
  expect(await attempt()).toEqual(LOCKED);
  expect(await attempt({ browserId: randomUUID(), password: PASSWORD })).toBe("done");
  expect(await attempt({ login: "zoe", password: PASSWORD })).toBe("done");
});

test("new cookies are no new chances: fifty wrong ones lock the login for strange browsers, not for known ones", async () => {
  expect(await attempt({ password: PASSWORD })).toBe("done");
  const strangers = await attempts(51, (index) => ({ browserId: randomUUID(), address: `198.51.100.${index}` }));
  expect(strangers.slice(0, 50)).toEqual(Array(50).fill(FAILED));
  expect(strangers[50]).toEqual(LOCKED);
  expect(await attempt({ browserId: randomUUID(), address: "203.0.113.1", password: PASSWORD })).toEqual(LOCKED);
  expect(await attempt({ password: PASSWORD })).toBe("done");
});

test("a hundred wrong ones from one address lock it for all logins, and no other address", async () => {
  for (let number = 0; number < 6; number++) await makeUser({ tenant: user.tenant, login: `person${number}` });
  for (let number = 0; number < 5; number++) {
    await attempts(20, () => ({ login: `person${number}`, browserId: randomUUID() }));
  }
  expect(await attempt({ login: "person5", password: PASSWORD })).toEqual(LOCKED);
  expect(await attempt({ login: "person5", password: PASSWORD, address: "198.51.100.7" })).toBe("done");
  // It is no lock of an account.
  expect((await auditLines()).filter(({ event }) => event === "session.lock")).toEqual([]);
});

/** Strangers use up what an address has, each with a cookie of their own. */
async function useUpAddress() {
  for (let number = 0; number < 5; number++) {
    await makeUser({ tenant: user.tenant, login: `stranger${number}` });
    await attempts(20, () => ({ login: `stranger${number}`, browserId: randomUUID() }));
  }
}

test("where an address is locked, a browser that the user is known from still signs in, and counts by itself", async () => {
  await makeUser({ tenant: user.tenant, login: "zoe" });
  expect(await attempt({ password: PASSWORD })).toBe("done");
  await useUpAddress();
  expect(await attempt({ login: "zoe", password: PASSWORD, browserId: randomUUID() })).toEqual(LOCKED);
  // Known for mina is not known for zoe.
  expect(await attempt({ login: "zoe", password: PASSWORD })).toEqual(LOCKED);

  expect(await attempts(10)).toEqual(Array(10).fill(FAILED));
  expect(await attempt({ password: PASSWORD })).toEqual(LOCKED);
  await pass(5);
  expect(await attempt({ password: PASSWORD })).toBe("done");
});

test("what goes wrong in a known browser uses nothing up of its address", async () => {
  expect(await attempt({ password: PASSWORD })).toBe("done");
  await attempts(9);
  const counters = await asSystem("test", (tx) => tx.select().from(rateLimits));
  expect(counters.map(({ key, points }) => [key.split(":")[0], points])).toEqual([
    ["address", 0],
    ["login", 0],
    ["pair", 9],
  ]);
});

test("IPv6 clients are counted by their /64", async () => {
  for (const address of ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"]) await attempt({ address });
  const counters = await asSystem("test", (tx) => tx.select().from(rateLimits));
  expect(counters.filter(({ key }) => key.startsWith("address:"))).toHaveLength(2);
});

test("right passwords use nothing up, however many", async () => {
  for (let time = 0; time < 12; time++) expect(await attempt({ password: PASSWORD })).toBe("done");
  expect(await attempts(9)).toEqual(Array(9).fill(FAILED));
});

test("a lock on an unknown login looks like one on a known login", async () => {
  const unknown = await Promise.all(Array.from({ length: 12 }, () => attempt({ login: "nobody" })));
  expect(unknown.filter((answer) => JSON.stringify(answer) === JSON.stringify(FAILED))).toHaveLength(10);
  expect(unknown.filter((answer) => JSON.stringify(answer) === JSON.stringify(LOCKED))).toHaveLength(2);
  expect(await attempt({ login: "nobody", password: PASSWORD })).toEqual(LOCKED);
});

test("counters contain neither logins nor addresses, and a locked attempt leaves no entry but the lock's", async () => {
  await attempts(12);
  const counters = JSON.stringify(await asSystem("test", (tx) => tx.select().from(rateLimits)));
  expect(counters).not.toMatch(/mina|192\.0\.2|6f6f2d0e/);
  const events = (await auditLines()).map(({ event }) => event);
  expect(events).toEqual([...Array(10).fill("session.refuse"), "session.lock"]);
});

test("a lock is an entry in the tenant of the account, one each, and of a login that no one has there is none", async () => {
  const locks = async () => (await auditLines()).filter(({ event }) => event === "session.lock");
  await attempts(11);
  expect(await locks()).toMatchObject([
    {
      actorUserId: null,
      objectType: "user",
      objectId: String(user.id),
      objectName: "mina",
      tenantId: tree.customerA1.id,
      address: REQUEST.address,
      details: { locked: "lock_browser", attempts: 10, minutes: 5 },
    },
  ]);
  await attempts(40, (index) => ({ browserId: randomUUID(), address: `198.51.100.${index}` }));
  expect((await locks()).map(({ details }) => details.locked)).toEqual(["lock_browser", "lock_new_browsers"]);
  await attempts(11, () => ({ login: "nobody" }));
  expect(await locks()).toHaveLength(2);
});

test("what is refused is counted by kind", async () => {
  const before = counters();
  await attempts(11);
  await attempt({ login: "nobody" });
  const now = counters();
  const more = (kind: string) => (now.refusals[kind] ?? 0) - (before.refusals[kind] ?? 0);
  expect([more("sign_in"), more("unknown_login"), more("over_limit")]).toEqual([10, 1, 1]);
  expect((now.locks.pair ?? 0) - (before.locks.pair ?? 0)).toBe(1);
});

test("what a lock takes from the answer is written after it", async () => {
  await attempts(9);
  const works: (() => Promise<void>)[] = [];
  const request = { ...REQUEST };
  const later = (work: () => Promise<void>) => works.push(work);
  await refusal(signInWithPassword({ login: "mina", password: "wrong", browserId: BROWSER, request }, later));
  expect(await auditLines()).toHaveLength(9);
  for (const work of works) await work();
  expect((await auditLines()).map(({ event }) => event).slice(9)).toEqual(["session.refuse", "session.lock"]);
});

test("housekeeping takes counters that ran out an hour ago, and no others", async () => {
  await attempts(1);
  await deleteExpiredLimits();
  expect(await asSystem("test", (tx) => tx.$count(rateLimits))).toBe(3);
  await pass(15 + 61);
  await deleteExpiredLimits();
  expect(await asSystem("test", (tx) => tx.$count(rateLimits))).toBe(0);
});

describeRaces("in parallel", () => {
  test("of thirty simultaneous wrong passwords ten are compared", async () => {
    const results = await Promise.all(Array.from({ length: 30 }, () => attempt()));
    expect(results.filter((result) => JSON.stringify(result) === JSON.stringify(FAILED))).toHaveLength(10);
    expect(results.filter((result) => JSON.stringify(result) === JSON.stringify(LOCKED))).toHaveLength(20);
    const events = (await auditLines()).map(({ event }) => event).sort();
    expect(events).toEqual(["session.lock", ...Array(10).fill("session.refuse")]);
    expect(await attempt({ password: PASSWORD })).toEqual(LOCKED);
  });

  test("of sixty simultaneous attempts from unknown browsers, fifty are compared", async () => {
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, index) => attempt({ browserId: randomUUID(), address: `198.51.100.${index}` })),
    );
    expect(results.filter((result) => JSON.stringify(result) === JSON.stringify(FAILED))).toHaveLength(50);
  });

  test("right and wrong ones mixed, of two users at one address, never lock each other out", async () => {
    await makeUser({ tenant: user.tenant, login: "zoe", email: "zoe@contoso.example" });
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        attempt({ login: index % 2 ? "mina" : "zoe", password: index % 3 ? PASSWORD : "wrong" }),
      ),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(10);
  });
});
