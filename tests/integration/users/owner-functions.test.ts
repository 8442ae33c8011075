import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope } from "@/db";
import { browsers, tenants, userTotp } from "@/db/tables";
import { endLinks, issueToken } from "@/lib/auth/tokens";
import { actorWithSession, withTwoFactor } from "../../support/account";
import { sqlState } from "../../support/every-table";
import { makeUser, type Tree, useTree, useUser } from "../../support/factories";
import { tokensOf } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const NO_SUCH_USER = "P0002";

const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user" }));

beforeEach(async () => {
  await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
  await asSystem("test", (tx) => issueToken(tx, "activation", user.id));
  await withTwoFactor(user, await actorWithSession(user));
});

const scope = (place: keyof Tree, access: Scope["access"]): Scope => ({
  userId: user.id,
  tenantPath: tree[place].path,
  access,
});
const isOn = (who: Scope, id = user.id) =>
  asActor(
    who,
    async (tx) => rowsOf<{ on: boolean }>(await tx.execute(sql`select two_factor_is_on(${id}) as on`))[0]?.on,
  );

const STRANGERS = [
  ["a sibling's administrator", "customerA2", "admin"],
  ["another partner's administrator", "partnerB", "admin"],
  ["an administrator below", "unitA1a", "admin"],
  ["a reader above", "partnerA", "read"],
  ["the person", "customerA1", "self"],
] as const;

test.each(STRANGERS)("%s ends no link and resets nothing: the user does not exist", async (_name, place, access) => {
  for (const statement of [sql`select end_links(${user.id}, null)`, sql`select reset_two_factor(${user.id})`]) {
    const answer = asActor(scope(place, access), (tx) => tx.execute(statement)).then(() => "done", sqlState);
    expect(await answer).toBe(NO_SUCH_USER);
  }
  expect((await tokensOf(user.id, "password_reset")).map(({ state }) => state)).toEqual(["live"]);
  expect(await asSystem("test", (tx) => tx.select().from(userTotp))).toHaveLength(1);
});

test("trusted browsers are counted and forgotten within the scope only; users can forget their own", async () => {
  const trusted = { trustId: randomUUID(), trustedAt: new Date(), trustedUntil: new Date(Date.now() + 60_000) };
  await asSystem("test", (tx) => tx.insert(browsers).values({ userId: user.id, browserId: randomUUID(), ...trusted }));
  const count = (who: Scope) =>
    asActor(who, async (tx) => rowsOf(await tx.execute(sql`select trusted_browsers_of(${user.id}) as count`))[0]);
  const forget = (who: Scope) =>
    asActor(who, (tx) => tx.execute(sql`select forget_trusted_browsers(${user.id})`)).then(() => "done", sqlState);
  const somebodyElse = { userId: user.id + 1 };
  for (const [, place, access] of STRANGERS.filter(([name]) => name !== "the person")) {
    const who = { ...scope(place, access), ...somebodyElse };
    expect(await count(who)).toEqual({ count: access === "read" ? 1 : 0 });
    expect(await forget(who)).toBe(NO_SUCH_USER);
  }
  expect(await count(scope("partnerA", "admin"))).toEqual({ count: 1 });
  expect(await forget(scope("customerA1", "self"))).toBe("done");
  expect(await count(scope("partnerA", "admin"))).toEqual({ count: 0 });
});

test("whether it is required, and how many have it, is visible within the scope only", async () => {
  await asSystem("test", (tx) => tx.update(tenants).set({ requireTwoFactor: true }).where(sql`kind = 'customer'`));
  const ask = (who: Scope, place: keyof Tree) =>
    asActor(who, async (tx) =>
      rowsOf(
        await tx.execute(sql`select two_factor_required(${tree[place].path}::ltree) as required, people::int, set_up::int
          from two_factor_figures(${tree[place].id})`),
      ),
    );
  expect(await ask(scope("customerA1", "read"), "customerA1")).toEqual([{ required: true, people: 1, set_up: 1 }]);
  expect(await ask(scope("unitA1a", "admin"), "unitA1a")).toEqual([{ required: true, people: 0, set_up: 0 }]);
  expect(await ask(scope("customerA2", "admin"), "customerA1")).toEqual([{ required: false, people: 0, set_up: 0 }]);
  expect(await ask(scope("unitA1a", "admin"), "customerA1")).toEqual([{ required: false, people: 0, set_up: 0 }]);
  expect(await ask(scope("customerA1", "self"), "customerA1")).toEqual([{ required: true, people: 0, set_up: 0 }]);
});

test("nor does anyone for a user who never existed", async () => {
  for (const statement of [sql`select end_links(999, 'activation')`, sql`select reset_two_factor(999)`]) {
    const answer = asActor(scope("provider", "admin"), (tx) => tx.execute(statement)).then(() => "done", sqlState);
    expect(await answer).toBe(NO_SUCH_USER);
  }
});

test("an administrator at or above ends every link of that one user", async () => {
  const neighbor = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  await asSystem("test", (tx) => issueToken(tx, "password_reset", neighbor.id));
  await asActor(scope("partnerA", "admin"), (tx) => endLinks(tx, user.id, "all"));
  for (const purpose of ["activation", "password_reset"] as const) {
    expect((await tokensOf(user.id, purpose)).map(({ state }) => state)).toEqual(["replaced"]);
  }
  expect((await tokensOf(neighbor.id, "password_reset")).map(({ state }) => state)).toEqual(["live"]);
});

test("whether two-factor is on shows to those who can see the user, and to no one else", async () => {
  for (const place of ["customerA1", "partnerA", "provider"] as const) {
    for (const access of ["admin", "read"] as const) expect(await isOn(scope(place, access))).toBe(true);
  }
  for (const place of ["customerA2", "partnerB", "unitA1a"] as const) {
    for (const access of ["admin", "read"] as const) expect(await isOn(scope(place, access))).toBe(false);
  }
  expect(await isOn(scope("customerA1", "self"))).toBe(false);
  expect(await isOn(scope("provider", "admin"), 999)).toBe(false);
});
