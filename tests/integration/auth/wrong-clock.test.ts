import { asSystem } from "@/db";
import { userTotp } from "@/db/tables";
import { tenantActionsOn } from "@/lib/access/tenants";
import { actionsOn } from "@/lib/access/users";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { authenticator, newTotpSecret, sealSecret } from "@/lib/auth/two-factor";
import { listClients } from "@/lib/clients/list-clients";
import { CLIENT_LIST } from "@/lib/clients/model";
import { getUser } from "@/lib/users/queries";
import { adminOf, PASSWORD, REQUEST, useTree, useUser } from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { describeOnPostgres, useTestDatabase } from "../../support/test-database";
import { withWrongClock } from "../../support/wrong-clock";

useTestDatabase();

const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, login: "mina", email: "mina@contoso.example" }));

const signIn = (password: string) =>
  signInWithPassword({ login: "mina", password, browserId: BROWSER, request: REQUEST });

/** Of two instances, one whose clock is right and one whose isn't; the embedded database has its process's clock. */
describeOnPostgres("with a clock that is wrong by a day", () => {
  test.each([-1, 1])("a lock holds and tells its minutes as it is (%i)", async (days) => {
    for (let time = 0; time < 10; time++) await refusal(signIn("wrong"));
    const locked = { code: "SIGN_IN_LOCKED", values: { minutes: 5 } };
    expect(await refusal(signIn(PASSWORD))).toEqual(locked);
    expect(await withWrongClock(days, () => refusal(signIn(PASSWORD)))).toEqual(locked);
  });

  test.each([-1, 1])("a lock that it made holds, and no longer than it should (%i)", async (days) => {
    await withWrongClock(days, async () => {
      for (let time = 0; time < 10; time++) await refusal(signIn("wrong"));
    });
    expect(await refusal(signIn(PASSWORD))).toEqual({ code: "SIGN_IN_LOCKED", values: { minutes: 5 } });
  });

  test.each([-1, 1])("what it counts is counted with the others (%i)", async (days) => {
    const ask = () => refusal(requestPasswordReset("mina", REQUEST));
    const answers = [];
    for (let time = 0; time < 3; time++) answers.push(await ask(), await withWrongClock(days, ask));
    expect(answers).toEqual([...Array(5).fill("done"), { code: "TOO_MANY_REQUESTS", values: { minutes: 60 } }]);
  });

  test.each([-1, 1])("the code of an authenticator app is the one of now (%i)", async (days) => {
    const secret = newTotpSecret();
    const sealedSecret = sealSecret(secret, user.id);
    await asSystem("test", (tx) =>
      tx.insert(userTotp).values({ userId: user.id, sealedSecret, confirmedAt: new Date() }),
    );
    const code = authenticator(secret, "", "").generate();
    const answer = await withWrongClock(days, async () => {
      const { sessionId } = await signIn(PASSWORD);
      return refusal(signInWithCode({ sessionId, code, browserId: BROWSER, request: REQUEST }));
    });
    expect(answer).toBe("done");
  });

  const ago = (days: number) => `deleted_at = now() - interval '${days} days 12 hours', disabled_at = now()`;

  test("whether a deleted user can be recovered is offered as the verbs decide it", async () => {
    const actor = await adminOf(tree.partnerA);
    const offered = async () =>
      actionsOn(actor, await getUser(actor, tree.customerA1.id, user.id), { ...tree.customerA1, open: true });
    await setColumn("users", user.id, ago(29));
    expect(await withWrongClock(1, offered)).toEqual(["user.recover", "user.remove"]);
    await setColumn("users", user.id, ago(30));
    expect(await withWrongClock(-1, offered)).toEqual(["user.remove"]);
  });

  test("and whether a deleted client can", async () => {
    const actor = await adminOf(tree.partnerA);
    const offered = async () => {
      const { clients } = await listClients(actor, tree.partnerA.id, CLIENT_LIST.parse({ status: "deleted" }));
      return clients.map((client) => tenantActionsOn(actor, client));
    };
    await setColumn("tenants", tree.customerA1.id, ago(29));
    expect(await withWrongClock(1, offered)).toEqual([["tenant.recover", "tenant.remove"]]);
    await setColumn("tenants", tree.customerA1.id, ago(30));
    expect(await withWrongClock(-1, offered)).toEqual([["tenant.remove"]]);
  });
});
