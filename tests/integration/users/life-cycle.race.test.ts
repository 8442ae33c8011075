import { eq, sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { users } from "@/db/tables";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { activateAccount } from "@/lib/auth/set-password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken } from "@/lib/auth/tokens";
import { setSelfManaged } from "@/lib/tenants/set-self-managed";
import { deleteUser } from "@/lib/users/deletion";
import { disableUser, enableUser } from "@/lib/users/disabling";
import { resetTwoFactor } from "@/lib/users/reset-two-factor";
import { actorWithSession, sessionStates, withTwoFactor } from "../../support/account";
import {
  actorFor,
  BROWSER_ID,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { newestLink, refusal, sessionsOf, setColumn } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e";

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const other = useUser(() => ({ tenant: tree.customerA1 }));

const disable = (by: TestUser, whom: TestUser) => refusal(disableUser(actorFor(by), whom.tenant.id, whom.id));
const signIn = (whom: TestUser) =>
  signInWithPassword({ login: whom.login, password: PASSWORD, browserId: BROWSER, request: REQUEST });

/** How many transactions wait for a lock right now. */
async function waiting(): Promise<number> {
  const found = await asSystem("test", (tx) =>
    tx.execute(sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`),
  );
  return rowsOf<{ count: number }>(found)[0]?.count ?? 0;
}

async function until(count: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if ((await waiting()) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`fewer than ${count} wait: a lock is missing`);
}

/** Starts things that all have to wait for one row, and lets them go together once they do. */
async function together<T>(lock: string, starts: (() => Promise<T>)[]): Promise<T[]> {
  let running: Promise<T>[] = [];
  await asSystem("test", async (tx) => {
    await tx.execute(sql.raw(lock));
    running = starts.map((start) => start());
    for (const one of running) one.catch(() => {});
    await until(starts.length);
  });
  return Promise.all(running);
}

const holdTenant = () => `select from tenants where id = ${tree.customerA1.id} for update`;
const holdUser = ({ id }: TestUser) => `select from users where id = ${id} for update`;

describeRaces("at once", () => {
  test("two administrators disabling each other leave one", async () => {
    const answers = await together(holdTenant(), [() => disable(admin, other), () => disable(other, admin)]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers).toContainEqual({ code: "LAST_ADMINISTRATOR" });
    const left = await asSystem("test", (tx) =>
      tx.execute(sql`select from users where tenant_id = ${tree.customerA1.id} and disabled_at is null`),
    );
    expect(rowsOf(left)).toHaveLength(1);
  });

  test("a whole company's administrators disabled by many from above leave one", async () => {
    const people = [admin, other];
    for (let count = 0; count < 4; count++) people.push(await makeUser({ tenant: tree.customerA1 }));
    const above = await makeUser({ tenant: tree.partnerA });
    const answers = await Promise.all(people.map((whom) => disable(above, whom)));
    expect(answers.filter((answer) => answer === "done")).toHaveLength(5);
  });

  test("an administrator is disabled while the other is being disabled and deleted", async () => {
    await setColumn("users", other.id, "disabled_at = now()");
    const above = await makeUser({ tenant: tree.partnerA });
    const answers = await together(holdTenant(), [
      () => refusal(deleteUser(actorFor(above), other.tenant.id, other.id, other.login)),
      () => disable(above, admin),
    ]);
    expect(answers).toEqual(["done", { code: "LAST_ADMINISTRATOR" }]);
  });

  test("a sign-in that was first loses its session to the disabling that waited for it", async () => {
    // Both wait for the user; Postgres lets them go in the order in which they came.
    let sessionId = "";
    let answer: unknown;
    await asSystem("test", async (tx) => {
      await tx.execute(sql.raw(holdUser(other)));
      const first = signIn(other).then((signedIn) => {
        sessionId = signedIn.sessionId;
      });
      await until(1);
      const second = disable(admin, other).then((outcome) => {
        answer = outcome;
      });
      await until(2);
      return { ends: Promise.all([first, second]) };
    }).then(({ ends }) => ends);
    expect(answer).toBe("done");
    expect(await sessionStates(other)).toEqual({ [sessionId]: "ended" });
    expect(await activateSession(sessionId)).toBeNull();
    expect(await actorOfSession(sessionId, REQUEST)).toBeNull();
  });

  test("a sign-in that waited for the disabling gets no session", async () => {
    const answers = await asSystem("test", async (tx) => {
      await tx.execute(sql.raw(holdUser(other)));
      const first = disable(admin, other);
      await until(1);
      const second = refusal(signIn(other));
      await until(2);
      return { ends: Promise.all([first, second]) };
    }).then(({ ends }) => ends);
    expect(answers).toEqual(["done", { code: "SIGN_IN_FAILED" }]);
    expect(await sessionsOf(other.id)).toEqual([]);
  });

  test("sign-ins, sessions that start and a disabling in any order leave no one in", async () => {
    for (let round = 0; round < 6; round++) {
      const person = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
      const enter = async () => {
        const { sessionId } = await signIn(person);
        await activateSession(sessionId);
      };
      const [, , disabling] = await Promise.allSettled([enter(), enter(), disable(admin, person), enter()]);
      expect(disabling).toEqual({ status: "fulfilled", value: "done" });
      const states = Object.values(await sessionStates(person));
      expect(states.filter((state) => state !== "ended")).toEqual([]);
    }
  });

  test("an activation and a disabling never lock each other out, and leave no one in", async () => {
    const newcomer = await makeUser({ tenant: tree.customerA1, role: "backup_user", activated: false });
    await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
    const link = await newestLink(newcomer.id, "activation");
    const [activation, disabling] = await together(holdUser(newcomer), [
      () =>
        refusal(
          activateAccount({ link, password: "vermilion-otter-parade-71", browserId: BROWSER_ID, request: REQUEST }),
        ),
      () => disable(admin, newcomer),
    ]);
    expect(disabling).toBe("done");
    if (activation !== "done") expect(activation).toEqual({ code: "LINK_INVALID" });
    expect(Object.values(await sessionStates(newcomer)).filter((state) => state !== "ended")).toEqual([]);
  });

  test("a change from above while the company becomes self-managed: what is reported as done has been done", async () => {
    const partner = actorFor(await makeUser({ tenant: tree.partnerA }));
    await setColumn("users", other.id, "disabled_at = now()");
    let enabling: Promise<unknown> | undefined;
    let closing: Promise<void> | undefined;
    await asSystem("test", async (tx) => {
      await tx.execute(sql`select from users where id = ${other.id} for update`);
      enabling = refusal(enableUser(partner, other.tenant.id, other.id));
      await until(1);
      closing = setSelfManaged(actorFor(admin), other.tenant.id, true);
      // It has to wait for the change; becoming self-managed immediately is what this test is about.
      await Promise.race([closing, until(2)]);
    });
    expect(await enabling).toBe("done");
    await closing;
    const [row] = await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, other.id)));
    expect(row?.disabledAt).toBeNull();
  });

  test("simultaneous resets of two-factor leave one entry, and a sign-in in progress needs no code it can't give", async () => {
    await withTwoFactor(other, await actorWithSession(other));
    const reset = () => refusal(resetTwoFactor(actorFor(admin), other.tenant.id, other.id));
    expect(await together(holdUser(other), [reset, reset, reset])).toEqual(["done", "done", "done"]);
    const lines = await asSystem("test", (tx) =>
      tx.execute(sql`select from audit_log where event = 'user.reset_two_factor'`),
    );
    expect(rowsOf(lines)).toHaveLength(1);
    expect(await signIn(other)).toMatchObject({ needsCode: false });
  });
});
