import { and, eq, gt, sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { browsers, sessions, tenants, userPasswords, users, userTotp } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import type { AuditDetails } from "@/lib/audit/model";
import { countRefusal } from "@/lib/counters";
import { AppError } from "@/lib/errors";
import { isLogin, normalizeLogin } from "@/lib/fields/login";
import type { RequestInfo } from "@/lib/http/request-info";
import { enqueueSecurityNotice } from "@/lib/outbox/enqueue-security-notice";
import { rememberBrowser } from "./known-browsers";
import { type Attempt, byAddress, countAttempt, forgiveAttempt, lockWhereSpent } from "./limits";
import { atOnce, auditLocksOf, type Later } from "./note-lock";
import { verifyPassword } from "./passwords";
import { adoptTimeZone } from "./provider-time-zone";
import { lockOwnerOf, openSession } from "./sessions";
import { isTrustedBrowser, TRUST_DAYS, trustBrowser } from "./trusted-browsers";
import { verifySecondFactor } from "./two-factor";

type Credentials = {
  login: string;
  password: string;
  browserId: string;
  /** What this browser keeps of having been trusted. */
  trustIds?: readonly string[];
  /** That of the browser, if it says. */
  timeZone?: string;
  request: RequestInfo;
};

/** `sessionId` waits for the code when `needsCode`, else for its cookie. */
export type SignedIn = { sessionId: string; userId: number; needsCode: boolean };

/** After the code; `trustId` is for the browser to keep if the user trusts it, else null. */
export type SignedInByCode = SignedIn & { trustId: string | null };

const openAccount = sql<boolean>`${users.disabledAt} is null and ${users.deletedAt} is null
  and ${users.activatedAt} is not null and tenant_is_open(${users.tenantPath})`;

const twoFactorOn = sql<boolean>`${userTotp.confirmedAt} is not null`;

/**
 * The password step, which is the last one without two-factor authentication and in a trusted browser. An unknown
 * login, an account that is disabled or not activated, and a wrong password take the same time and get the same
 * response; only someone with the right password learns anything.
 * @param later takes the audit lines of a refusal and of a lock; in actions Next's `after`.
 * @throws AppError SIGN_IN_FAILED, SIGN_IN_LOCKED (with minutes), BUSY.
 */
export async function signInWithPassword(
  { login, password, browserId, trustIds = [], timeZone, request }: Credentials,
  later: Later = atOnce,
): Promise<SignedIn> {
  const normalized = normalizeLogin(login);
  const account = await findAccount(normalized, browserId);
  const strange: Attempt[] = [byAddress("address", request.address), { limit: "login", subject: normalized }];
  const attempts: Attempt[] = [
    ...(account?.knownBrowser ? [] : strange),
    { limit: "pair", subject: `${normalized}|${browserId}` },
  ];
  const noteLock = account && auditLocksOf(account, { userId: null, request }, later);
  await countAttempt(attempts, noteLock);

  const right = await verifyPassword(password, account?.hash ?? null);
  if (!right || !account?.open) {
    countRefusal(account ? "sign_in" : "unknown_login", request);
    if (account) await later(() => noteRefusal(account, request));
    await lockWhereSpent(attempts, noteLock);
    throw new AppError("SIGN_IN_FAILED");
  }

  return asSystem("sign-in", async (tx) => {
    // Looked at again under a lock: the account may have been disabled, or its password or second factor changed, while
    // bcrypt ran. A statement of its own after the lock: rows joined to a locked one are as old as their statement.
    const [locked] = await tx.select({ id: users.id }).from(users).where(eq(users.id, account.id)).for("update");
    const [current] = await tx
      .select({ ...accountColumns, open: openAccount, hash: userPasswords.hash, twoFactor: twoFactorOn })
      .from(users)
      .innerJoin(userPasswords, eq(userPasswords.userId, users.id))
      .leftJoin(userTotp, eq(userTotp.userId, users.id))
      .where(eq(users.id, account.id));
    if (!locked || !current?.open || current.hash !== account.hash) throw new AppError("SIGN_IN_FAILED");
    await forgiveAttempt(tx, attempts);
    const trusted = current.twoFactor && (await isTrustedBrowser(tx, account.id, browserId, trustIds));
    const needsCode = current.twoFactor && !trusted;
    // Where the account is now: its company may have been moved since it was looked up.
    const sessionId = await openSession(tx, current, needsCode ? "pending_code" : "pending_cookie", request);
    if (!needsCode) {
      await noteBrowser(tx, account.id, browserId, request);
      await adoptTimeZone(tx, current, timeZone, request);
      await noteSignIn(tx, current, sessionId, request, trusted ? { trustedBrowser: true } : {});
    }
    return { sessionId, userId: account.id, needsCode };
  });
}

/**
 * The code step, after the right password: the 6 digits of the authenticator app, or a recovery code.
 * @throws AppError SIGN_IN_EXPIRED when the password step is too long ago, CODE_WRONG, SIGN_IN_LOCKED (with minutes).
 */
export async function signInWithCode(input: {
  sessionId: string;
  code: string;
  browserId: string;
  /** "Trust this browser": from here on the password alone signs in, for a while. */
  trust?: boolean;
  timeZone?: string;
  request: RequestInfo;
}): Promise<SignedInByCode> {
  const { sessionId, code, browserId, trust = false, timeZone, request } = input;
  const [account] = await asSystem("sign-in", (tx) =>
    tx
      .select({ ...accountColumns, sessionId: sessions.id })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(pendingCode(sessionId), openAccount)),
  );
  if (!account) throw new AppError("SIGN_IN_EXPIRED");
  const attempts: Attempt[] = [
    { limit: "code", subject: String(account.id) },
    { limit: "codeOfDay", subject: String(account.id) },
  ];
  const noteLock = auditLocksOf(account, { userId: null, request });
  await countAttempt(attempts, noteLock);

  const signedIn = await asSystem("sign-in", async (tx) => {
    await lockOwnerOf(tx, sessionId);
    if (!(await verifySecondFactor(tx, account.id, code))) return null;
    const [session] = await tx
      .update(sessions)
      .set({ state: "pending_cookie" })
      .where(pendingCode(sessionId))
      .returning({ id: sessions.id });
    if (!session) throw new AppError("SIGN_IN_EXPIRED");
    await forgiveAttempt(tx, attempts);
    await noteBrowser(tx, account.id, browserId, request);
    await adoptTimeZone(tx, account, timeZone, request);
    await noteSignIn(tx, account, sessionId, request);
    const trustId = trust ? await trustBrowser(tx, account.id, browserId) : null;
    if (trustId) await noteTrust(tx, account, request);
    return { sessionId, userId: account.id, needsCode: false, trustId };
  });
  if (signedIn) return signedIn;
  await noteRefusal(account, request);
  await lockWhereSpent(attempts, noteLock);
  throw new AppError("CODE_WRONG", "code");
}

const pendingCode = (sessionId: string) =>
  and(
    eq(sessions.id, sessionId),
    eq(sessions.state, "pending_code"),
    gt(sessions.createdAt, sql`now() - interval '10 minutes'`),
  );

const accountColumns = {
  id: users.id,
  login: users.login,
  tenantId: users.tenantId,
  tenantPath: users.tenantPath,
};

type Account = { id: number; login: string; tenantId: number; tenantPath: string };

async function findAccount(login: string, browserId: string) {
  if (!isLogin(login)) return undefined;
  const [account] = await asSystem("sign-in", (tx) =>
    tx
      .select({
        ...accountColumns,
        hash: userPasswords.hash,
        open: openAccount,
        knownBrowser: sql<boolean>`${browsers.browserId} is not null`,
      })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .leftJoin(userPasswords, eq(userPasswords.userId, users.id))
      .leftJoin(browsers, and(eq(browsers.userId, users.id), eq(browsers.browserId, browserId)))
      .where(eq(users.loginKey, login)),
  );
  return account;
}

/** A browser that the user never signed in from causes a notice; the email goes out with the next sweep. */
async function noteBrowser(tx: Transaction, userId: number, browserId: string, request: RequestInfo): Promise<void> {
  if (await rememberBrowser(tx, userId, browserId)) await enqueueSecurityNotice(tx, userId, "new_browser", { request });
}

async function noteSignIn(
  tx: Transaction,
  account: Account,
  sessionId: string,
  request: RequestInfo,
  details: AuditDetails = {},
): Promise<void> {
  const object = { type: "session" as const, id: sessionId, name: account.login, ...place(account) };
  await audit(tx, themself(account, request), "session.create", object, details);
}

async function noteTrust(tx: Transaction, account: Account, request: RequestInfo): Promise<void> {
  const object = { type: "user" as const, id: account.id, name: account.login, ...place(account) };
  await audit(tx, themself(account, request), "user.trust_browser", object, { days: TRUST_DAYS });
}

const themself = ({ id, login, tenantId }: Account, request: RequestInfo) => ({ userId: id, login, tenantId, request });

async function noteRefusal(account: Account, request: RequestInfo): Promise<void> {
  const object = { type: "user" as const, id: account.id, name: account.login, ...place(account) };
  await asSystem("sign-in", (tx) => audit(tx, { userId: null, request }, "session.refuse", object));
}

const place = ({ tenantId, tenantPath }: Account) => ({ tenantId, tenantPath });
