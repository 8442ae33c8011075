import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { deleteTenant } from "@/lib/tenants/deletion";
import { disableTenant, enableTenant } from "@/lib/tenants/disabling";
import { moveTenant } from "@/lib/tenants/move-tenant";
import { setSelfManaged } from "@/lib/tenants/set-self-managed";
import { createUser } from "@/lib/users/create-user";
import {
  actorFor,
  makeTenant,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestTenant,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e";

const tree = useTree();
const provider = useUser(() => ({ tenant: tree.provider }));

const move = (what: TestTenant, target: TestTenant) => refusal(moveTenant(actorFor(provider), what.id, target.id));
const rows = async (text: string) => rowsOf(await asSystem("test", (tx) => tx.execute(sql.raw(text))));

/** Tenants and users whose path is not the one that the parents make. */
const astray = async () => [
  ...(await rows(
    "select c.id from tenants c join tenants p on p.id = c.parent_id where c.path <> p.path || c.id::text",
  )),
  ...(await rows("select u.id from users u join tenants t on t.id = u.tenant_id where u.tenant_path <> t.path")),
];

const newUser = (tenantId: number, login: string) =>
  createUser(actorFor(provider), tenantId, {
    email: `${login}@y.example`,
    login,
    useEmailAsLogin: false,
    language: "en",
    firstName: null,
    lastName: null,
    access: "administrator",
  });

describeRaces("at once", () => {
  test("moves and what is made below them leave no path behind", async () => {
    const targets = [tree.partnerA, tree.partnerB];
    const made = async (round: number) => {
      const unit = await makeTenant("unit", tree.unitA1a, `Unit ${round}`);
      await makeTenant("unit", unit, "Below");
      await newUser(unit.id, `user.${round}`);
    };
    const rounds = Array.from({ length: 8 }, (_, round) => round);
    await Promise.all([
      ...rounds.map((round) => made(round)),
      (async () => {
        for (const round of rounds) await move(tree.customerA1, targets[(round + 1) % 2] as TestTenant);
      })(),
    ]);
    expect(await astray()).toEqual([]);
    expect(await rows("select 1 from tenants where name like 'Unit %' and kind = 'unit'")).toHaveLength(8 + 4);
  });

  test("two moves that would hang two partners beneath each other: one is refused", async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await makeTenant("partner", tree.provider), await makeTenant("partner", tree.provider)];
      const answers = await Promise.all([move(one, other), move(other, one)]);
      expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
      expect(answers).toContainEqual({ code: "MOVE_BENEATH_ITSELF", field: "targetId" });
    }
    expect(await astray()).toEqual([]);
  });

  test("users who sign in while their company moves end up signed in where it is", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makeUser({ tenant: tree.unitA1a })));
    const [answers] = await Promise.all([
      Promise.all(
        people.map(({ login }) =>
          signInWithPassword({ login, password: PASSWORD, browserId: BROWSER, request: REQUEST }),
        ),
      ),
      move(tree.customerA1, tree.partnerB),
    ]);
    expect(answers).toHaveLength(6);
    expect(
      await rows("select s.id from sessions s join tenants t on t.id = s.tenant_id where t.path <> s.tenant_path"),
    ).toEqual([]);
  });

  test("disabling while users sign in leaves no session that works, neither then nor after enabling", async () => {
    const partner = actorFor(await makeUser({ tenant: tree.partnerA }));
    const people = await Promise.all(Array.from({ length: 6 }, () => makeUser({ tenant: tree.unitA1a })));
    const enter = async ({ login }: TestUser) => {
      const { sessionId } = await signInWithPassword({
        login,
        password: PASSWORD,
        browserId: BROWSER,
        request: REQUEST,
      });
      await activateSession(sessionId);
      return sessionId;
    };
    const [entered] = await Promise.all([
      Promise.allSettled(people.map(enter)),
      new Promise((resolve) => setTimeout(resolve, 10)).then(() => disableTenant(partner, tree.customerA1.id)),
    ]);
    const sessions = entered.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    for (const session of sessions) expect(await actorOfSession(session, REQUEST)).toBeNull();
    await enableTenant(partner, tree.customerA1.id);
    for (const session of sessions) expect(await actorOfSession(session, REQUEST)).toBeNull();
  });

  test("nothing is made below what is being deleted, and no unit stays open behind a door being closed", async () => {
    const partner = actorFor(await makeUser({ tenant: tree.partnerA }));
    await Promise.all([
      setSelfManaged(partner, tree.customerA1.id, true),
      ...Array.from({ length: 6 }, (_, round) => makeTenant("unit", tree.unitA1b, `Late ${round}`)),
    ]);
    expect(await rows("select 1 from tenants where kind = 'unit' and not self_managed and name like 'Late%'")).toEqual(
      [],
    );
    await disableTenant(partner, tree.customerA1.id);
    await Promise.all([
      deleteTenant(partner, tree.customerA1.id, tree.customerA1.name),
      ...Array.from({ length: 6 }, (_, round) => makeTenant("unit", tree.unitA1c, `Later ${round}`).catch(() => null)),
    ]);
    expect(await rows(`select 1 from tenants where path <@ '${tree.customerA1.path}' and deleted_at is null`)).toEqual(
      [],
    );
  });
});
