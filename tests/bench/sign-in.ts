import type postgres from "postgres";
import { closePasswordPool, verifyPassword } from "@/lib/auth/passwords";
import { PlainBrowser } from "@/tests/support/plain-browser";
import { PASSWORD } from "./installation";
import { type Measured, newTally, type Shot, sender } from "./load";

/** More users than connections, so that no one signs in twice at the same time. */
const PEOPLE = 48;
const CONNECTIONS = 16;

export type SignInMeasured = {
  signIns: Measured;
  /** What the same machine hashes with nothing else to do. */
  hashing: Measured;
  /** A page over one connection while users sign in, and while no one does. */
  meanwhile: Measured;
  alone: Measured;
};

/**
 * Sign-in against what the machine can hash, and what other users notice. Taken in turns, so that other load on the
 * machine affects both sides of a comparison.
 */
export async function measureSignIn(
  origin: string,
  database: postgres.Sql,
  page: (n: number) => Shot,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<SignInMeasured> {
  const [row] = await database`select hash from user_passwords limit 1`;
  const hash = async () => Number(await verifyPassword(PASSWORD, row?.hash));
  // A page that answers (an error on the form) is a sign-in that was refused; success redirects.
  const signIn = sender(origin, await passwordSteps(origin, database), 303);
  const read = sender(origin, page);
  const tallies = { signIns: newTally(), hashing: newTally(), meanwhile: newTally(), alone: newTally() };
  const many = { connections: CONNECTIONS, seconds: seconds / rounds };
  const one = { connections: 1, seconds: seconds / rounds };
  await Promise.all([newTally().load(hash, { ...many, seconds: 1 }), newTally().load(read, one)]);
  for (let round = 0; round < rounds; round++) {
    await tallies.hashing.load(hash, many);
    await tallies.signIns.load(signIn, many);
    await tallies.alone.load(read, one);
    await Promise.all([tallies.meanwhile.load(read, one), newTally().load(signIn, many)]);
  }
  await closePasswordPool();
  return {
    signIns: tallies.signIns.measured(),
    hashing: tallies.hashing.measured(),
    meanwhile: tallies.meanwhile.measured(),
    alone: tallies.alone.measured(),
  };
}

/** The password step of many users, each with the cookie of their own first step. */
async function passwordSteps(origin: string, database: postgres.Sql) {
  const people = await database`select u.login from users u join user_passwords p on p.user_id = u.id
      join tenants t on t.id = u.tenant_id
    where u.status = 'active' and not u.two_factor and tenant_is_open(t.path)
    order by u.id desc limit ${PEOPLE}`;
  const steps = await Promise.all(
    people.map(async ({ login }, i) => {
      const browser = new PlainBrowser(origin, `203.0.113.${10 + i}`);
      await browser.post("/login", { login });
      return browser.repeatable("/login/password", () => ({ password: PASSWORD }));
    }),
  );
  let next = 0;
  return (): Shot => {
    const step = steps[next++ % steps.length];
    if (!step) throw new Error("nobody can sign in");
    return step(0);
  };
}
