import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { userTotp } from "@/db/tables";
import { beginTwoFactor } from "@/lib/account/begin-two-factor";
import { confirmTwoFactor } from "@/lib/account/confirm-two-factor";
import { readSecurity } from "@/lib/account/queries";
import { renewRecoveryCodes } from "@/lib/account/renew-recovery-codes";
import { turnOffTwoFactor } from "@/lib/account/turn-off-two-factor";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { verifySecondFactor } from "@/lib/auth/two-factor";
import {
  actorWithSession,
  appCode,
  changeWhileWaiting,
  linesAbout,
  secretOf,
  sessionStates,
  signedIn,
  withTwoFactor,
} from "../../support/account";
import { PASSWORD, REQUEST, type TestUser } from "../../support/factories";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const works = (user: TestUser, code: string) => asSystem("test", (tx) => verifySecondFactor(tx, user.id, code));
const times = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

describeRaces("second factors at the same time", () => {
  test.each(["a code of the app", "a recovery code"])("%s brought by eight requests works in one", async (kind) => {
    const { user, actor } = await signedIn();
    const { secret, codes } = await withTwoFactor(user, actor);
    const code = kind === "a recovery code" ? (codes[0] ?? "").replace("-", "") : appCode(secret);
    const answers = await times(8, () => works(user, code));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test("confirming in two sessions succeeds in one, and its ten codes are the ones that count", async () => {
    const { user, actor } = await signedIn();
    const other = await actorWithSession(user);
    await beginTwoFactor(actor);
    const input = { currentPassword: PASSWORD, code: appCode(await secretOf(user)) };
    const answers = await Promise.allSettled([confirmTwoFactor(actor, input), confirmTwoFactor(other, input)]);
    const confirmed = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    expect(confirmed).toHaveLength(1);
    expect(await works(user, confirmed[0]?.[0]?.replace("-", "") ?? "")).toBe(true);
    expect(Object.values(await sessionStates(user)).toSorted()).toEqual(["active", "ended"]);
    expect(await linesAbout(user)).toHaveLength(1);
  });

  test("four simultaneous requests for new recovery codes leave one set of ten", async () => {
    const { user, actor } = await signedIn();
    await withTwoFactor(user, actor);
    const sets = await times(4, () => renewRecoveryCodes(actor, PASSWORD));
    expect((await readSecurity(actor)).recoveryCodesLeft).toBe(10);
    const left = await times(4, (index) => works(user, sets[index]?.[0]?.replace("-", "") ?? ""));
    expect(left.filter(Boolean)).toHaveLength(1);
  });

  test("a sign-in that began before two-factor authentication was turned on gets in nowhere without a code", async () => {
    const { user, actor } = await signedIn();
    await beginTwoFactor(actor);
    const input = { currentPassword: PASSWORD, code: appCode(await secretOf(user)) };
    const browserId = crypto.randomUUID();
    const login = { login: user.login, password: PASSWORD, browserId, request: REQUEST };
    await Promise.all([confirmTwoFactor(actor, input), ...Array.from({ length: 5 }, () => signInWithPassword(login))]);
    const states = await sessionStates(user);
    const others = Object.keys(states).filter((id) => id !== actor.sessionId);
    expect(others).toHaveLength(5);
    for (const id of others) expect(["ended", "pending_code"]).toContain(states[id]);
  });

  test("a sign-in whose password was right before it was turned on needs the code", async () => {
    const { user, actor } = await signedIn();
    await beginTwoFactor(actor);
    const login = { login: user.login, password: PASSWORD, browserId: crypto.randomUUID(), request: REQUEST };
    const answer = await changeWhileWaiting(
      user,
      () => signInWithPassword(login),
      (tx) => tx.update(userTotp).set({ confirmedAt: new Date() }).where(eq(userTotp.userId, user.id)),
    );
    expect(answer).toMatchObject({ status: "fulfilled", value: { needsCode: true } });
  });

  test("turning off in two sessions by one code happens once", async () => {
    const { user, actor } = await signedIn();
    const { secret } = await withTwoFactor(user, actor);
    const other = await actorWithSession(user);
    const input = { currentPassword: PASSWORD, code: appCode(secret) };
    const answers = await Promise.allSettled([turnOffTwoFactor(actor, input), turnOffTwoFactor(other, input)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await linesAbout(user)).map(({ event }) => event)).toEqual([
      "user.enable_two_factor",
      "user.disable_two_factor",
    ]);
  });
});
