import type postgres from "postgres";
import { closePasswordPool, verifyPassword } from "@/lib/auth/passwords";
import { PlainBrowser } from "@/tests/support/plain-browser";
import { PASSWORD } from "./installation";
import { load, loadOf, type Measured } from "./load";

/** More people than connections, so that nobody signs in twice at the same time and is locked out for it. */
const PEOPLE = 48;
const CONNECTIONS = 16;

/**
 * Sign-in against what the machine can hash, and what other people notice meanwhile: a page's times while sixteen people
 * sign in all the time, against the same page alone.
 */
export async function measureSignIn(
  origin: string,
  database: postgres.Sql,
  page: (n: number) => { path: string; headers?: Record<string, string> },
  seconds: number,
  say: (line: string) => void,
): Promise<void> {
  const [row] = await database`select hash from user_passwords limit 1`;
  await loadOf(() => verifyPassword(PASSWORD, row?.hash), { connections: 4, seconds: 1 });
  const hashing = await loadOf(() => verifyPassword(PASSWORD, row?.hash), {
    connections: CONNECTIONS,
    seconds: seconds * 2,
  });
  await closePasswordPool();

  const shots = await passwordSteps(origin, database);
  // A page that answers (an error on the form) is a sign-in that was refused; success redirects.
  const signIns = await load(origin, shots, { connections: CONNECTIONS, seconds: seconds * 2, accept: [303] });
  const idle = await load(origin, page, { connections: 1, seconds });
  const [busy] = await Promise.all([
    load(origin, page, { connections: 1, seconds }),
    load(origin, shots, { connections: CONNECTIONS, seconds, accept: [303] }),
  ]);
  const times = ({ p50Ms, p99Ms }: Measured) => `p50 ${p50Ms.toFixed(1)} p99 ${p99Ms.toFixed(1)} ms`;
  say(
    `  sign-in          ${CONNECTIONS} conn.  ${signIns.perSecond.toFixed(2)}/s ${times(signIns)} | bcrypt alone ${hashing.perSecond.toFixed(2)}/s ratio ${(signIns.perSecond / hashing.perSecond).toFixed(2)}${signIns.refused > 0 ? ` | ${signIns.refused} REFUSED` : ""}`,
  );
  say(
    `  users meanwhile   1 conn.  ${times(busy)} | alone ${times(idle)} | p99 ratio ${(busy.p99Ms / idle.p99Ms).toFixed(2)}`,
  );
}

/** The password step of many people, each with the cookie of their own first step. */
async function passwordSteps(origin: string, database: postgres.Sql) {
  const people = await database`select login from users u join user_passwords p on p.user_id = u.id
    where u.deleted_at is null and u.disabled_at is null and not exists (select from user_totp t where t.user_id = u.id)
      and exists (select from user_roles r where r.user_id = u.id)
    order by u.id desc limit ${PEOPLE}`;
  const steps = await Promise.all(
    people.map(async ({ login }, i) => {
      const browser = new PlainBrowser(origin, `203.0.113.${10 + i}`);
      await browser.post("/login", { login });
      return browser.repeatable("/login/password", () => ({ password: PASSWORD }));
    }),
  );
  return (n: number) => {
    const step = steps[n % steps.length];
    if (!step) throw new Error("nobody can sign in");
    return step(n);
  };
}
