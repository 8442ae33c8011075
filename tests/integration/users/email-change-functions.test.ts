import { type SQL, sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf, type Scope } from "@/db";
import { sqlState } from "../../support/every-table";
import { type Tree, useTree, useUser } from "../../support/factories";
import { tokensOf } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const NO_SUCH_USER = "P0002";
const DENIED = "42501";

const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user" }));
const newcomer = useUser(() => ({ tenant: tree.customerA1, role: "backup_user", activated: false }));

const scope = (place: keyof Tree, access: Scope["access"], userId = 1): Scope => ({
  userId,
  tenantPath: tree[place].path,
  access,
});
const attempt = (who: Scope, statement: SQL) =>
  asActor(who, (tx) => tx.execute(statement)).then(() => "done", sqlState);
const request = (id: number, email = "new@new.example") =>
  sql`select request_email_change(${id}, ${email}, null, '1 day')`;
const pending = (who: Scope, id: number) =>
  asActor(who, async (tx) =>
    rowsOf<{ email: string }>(await tx.execute(sql`select email from pending_email_change(${id})`)),
  );
const emailOf = async (id: number) =>
  asSystem(
    "test",
    async (tx) => rowsOf<{ email: string }>(await tx.execute(sql`select email from users where id = ${id}`))[0],
  );

const STRANGERS = [
  ["a sibling's administrator", "customerA2", "admin"],
  ["another partner's administrator", "partnerB", "admin"],
  ["an administrator below", "unitA1a", "admin"],
  ["a reader above", "partnerA", "read"],
  ["somebody of the same company", "customerA1", "self"],
] as const;

test.each(STRANGERS)(
  "%s changes no address and stops no change: the user does not exist",
  async (_name, place, access) => {
    await attempt(scope("partnerA", "admin"), request(user.id));
    const who = scope(place, access);
    for (const statement of [
      request(user.id, "evil@new.example"),
      sql`select cancel_email_change(${user.id})`,
      sql`select correct_email(${newcomer.id}, 'evil@new.example', null)`,
    ]) {
      expect(await attempt(who, statement)).toBe(NO_SUCH_USER);
    }
    if (access !== "read") expect(await pending(who, user.id)).toEqual([]);
    expect(await pending(scope("partnerA", "admin"), user.id)).toEqual([{ email: "new@new.example" }]);
    expect(await emailOf(newcomer.id)).toEqual({ email: newcomer.email });
  },
);

test("users see and stop their own change, and cannot request one without the password", async () => {
  await attempt(scope("partnerA", "admin"), request(user.id));
  const own = scope("customerA1", "self", user.id);
  expect(await pending(own, user.id)).toEqual([{ email: "new@new.example" }]);
  expect(await attempt(own, request(user.id, "evil@new.example"))).toBe(NO_SUCH_USER);
  expect(await attempt(own, sql`select cancel_email_change(${user.id})`)).toBe("done");
  expect((await tokensOf(user.id, "email_change")).map(({ state }) => state)).toEqual(["replaced"]);
});

describe.each(["admin", "read", "self"] as const)("through the actor's door with %s access", (access) => {
  test("no statement makes an unconfirmed address count", async () => {
    const who = scope("customerA1", access, user.id);
    for (const statement of [
      sql`update users set email = 'evil@new.example' where id = ${user.id}`,
      sql`update users set login = 'evil@new.example' where id = ${user.id}`,
      sql`update users set email = 'evil@new.example' where id = ${newcomer.id}`,
      sql`update users set activated_at = now() where id = ${newcomer.id}`,
      sql`update tokens set new_email = 'evil@new.example'`,
      sql`insert into tokens (purpose, user_id, expires_at, new_email) values ('email_change', ${user.id}, now() + interval '1 day', 'evil@new.example')`,
      sql`select new_email from tokens`,
    ]) {
      expect(await attempt(who, statement)).toBe(DENIED);
    }
    // A link without an address would confirm nothing; there is none.
    expect(await attempt(who, sql`select issue_token(${user.id}, 'email_change', '1 day')`)).toBe(
      access === "admin" ? "23514" : NO_SUCH_USER,
    );
    expect(await emailOf(user.id)).toEqual({ email: user.email });
    expect(await emailOf(newcomer.id)).toEqual({ email: newcomer.email });
  });
});

test("an administrator corrects no address of an active account, only one that was never activated", async () => {
  const who = scope("partnerA", "admin");
  expect(await attempt(who, sql`select correct_email(${user.id}, 'evil@new.example', null)`)).toBe(DENIED);
  expect(await emailOf(user.id)).toEqual({ email: user.email });
  expect(await attempt(who, sql`select correct_email(${newcomer.id}, 'right@new.example', null)`)).toBe("done");
  expect(await emailOf(newcomer.id)).toEqual({ email: "right@new.example" });
});

test("the notifications are the known ones", async () => {
  const who = scope("customerA1", "admin");
  const set = (value: string) =>
    attempt(who, sql`update users set notifications = ${value}::text[] where id = ${user.id}`);
  expect(await set("{quota}")).toBe("done");
  expect(await set("{}")).toBe("done");
  expect(await set("{quota,everything}")).toBe("23514");
});
