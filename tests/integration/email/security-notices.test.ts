import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { changePassword } from "@/lib/account/change-password";
import { renewRecoveryCodes } from "@/lib/account/renew-recovery-codes";
import { turnOffTwoFactor } from "@/lib/account/turn-off-two-factor";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { activateAccount, resetPassword } from "@/lib/auth/set-password";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken } from "@/lib/auth/tokens";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { SECURITY_TEMPLATES } from "@/lib/outbox/model";
import { resetTwoFactor } from "@/lib/users/reset-two-factor";
import { actorWithSession, withTwoFactor } from "../../support/account";
import { actorFor, BROWSER_ID, makeUser, PASSWORD, REQUEST, useTree, useUser } from "../../support/factories";
import { newestLink, outbox, refusal, setColumn } from "../../support/inspect";
import { recordingTransport } from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const NEW = "seven brave kettles sing";
const OTHER_BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f00bb";
const FIREFOX = {
  ...REQUEST,
  userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0 visit-evil.example.com",
};

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user" }));

beforeEach(async () => {
  await makeUser({ tenant: tree.customerA1 });
  await setColumn("users", user.id, "language = 'de'");
});

/** A recovery code as the form hands it on. */
const plain = (code: string) => code.replace("-", "");

/** The security notices in the outbox. */
async function notices() {
  const rows = await outbox();
  return rows.filter(({ template }) => SECURITY_TEMPLATES.some((known) => known === template));
}

const noticeTo = (template: string) => ({ template, userId: user.id, toAddress: user.email, language: "de" });
const own = async () => ({ ...(await actorWithSession(user)), request: FIREFOX });
const signIn = (browserId: string, request = FIREFOX) =>
  signInWithPassword({ login: user.login, password: PASSWORD, browserId, request });
/** From now on no email can be written. */
const breakOutbox = () =>
  asSystem("test", (tx) => tx.execute(sql`alter table emails add constraint broken check (false) not valid`));
const mendOutbox = () => asSystem("test", (tx) => tx.execute(sql`alter table emails drop constraint broken`));
const passwordHash = () =>
  asSystem("test", (tx) => tx.execute(sql`select hash from user_passwords where user_id = ${user.id}`));

describe("a changed password", () => {
  test("goes to the user alone, with the browser's name and nothing else it says about itself", async () => {
    await changePassword(await own(), { currentPassword: PASSWORD, password: NEW });
    const rows = await notices();
    expect(rows).toMatchObject([
      {
        ...noticeTo("password_changed"),
        payload: { address: REQUEST.address, browser: "Firefox", system: "Windows", by: null, link: false },
      },
    ]);
    for (const secret of ["evil", PASSWORD, NEW]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("by a link likewise, and never by the first activation", async () => {
    await requestPasswordReset(user.login, REQUEST);
    await resetPassword({ link: await newestLink(user.id, "password_reset"), password: NEW, request: FIREFOX });
    expect(await notices()).toMatchObject([
      { ...noticeTo("password_changed"), payload: { browser: "Firefox", link: true } },
    ]);
    const newcomer = await makeUser({ tenant: tree.customerA1, activated: false });
    await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
    const link = await newestLink(newcomer.id, "activation");
    await activateAccount({ link, password: NEW, browserId: BROWSER_ID, request: FIREFOX });
    expect(await notices()).toHaveLength(1);
  });

  test("changes nothing when the email cannot be written, and a refused change notifies no one", async () => {
    const actor = await own();
    expect(await refusal(changePassword(actor, { currentPassword: "not this one", password: NEW }))).not.toBe("done");
    expect(await notices()).toEqual([]);
    const before = await passwordHash();
    await breakOutbox();
    await expect(changePassword(actor, { currentPassword: PASSWORD, password: NEW })).rejects.toThrow();
    await mendOutbox();
    expect(await passwordHash()).toEqual(before);
    expect(await notices()).toEqual([]);
  });
});

describe("two-factor authentication", () => {
  const templates = async () => (await notices()).map(({ template }) => template);

  test("turned on, new codes, turned off: each causes a notice", async () => {
    const actor = await own();
    const { codes: recoveryCodes } = await withTwoFactor(user, actor);
    expect(await templates()).toEqual(["two_factor_on"]);
    const [code = ""] = await renewRecoveryCodes(actor, PASSWORD);
    await turnOffTwoFactor(actor, { currentPassword: PASSWORD, code: plain(code) });
    expect(await templates()).toEqual(["two_factor_on", "recovery_codes_renewed", "two_factor_off"]);
    const rows = await notices();
    expect(rows.map((row) => row.userId)).toEqual(Array(3).fill(user.id));
    for (const secret of [...recoveryCodes, code]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("reset by an administrator: names them, and says nothing of their device", async () => {
    await withTwoFactor(user, await own());
    const by = { ...actorFor(admin), firstName: "Anna", lastName: "Berg", request: FIREFOX };
    await resetTwoFactor(by, user.tenant.id, user.id);
    expect((await notices())[1]).toMatchObject({
      ...noticeTo("two_factor_reset"),
      payload: { address: null, browser: null, system: null, by: `Anna Berg (${admin.login})`, link: false },
    });
  });

  test("a reset where it is off, or of a disabled user, notifies no one", async () => {
    await resetTwoFactor(actorFor(admin), user.tenant.id, user.id);
    await withTwoFactor(user, await own());
    await setColumn("users", user.id, "disabled_at = now()");
    await resetTwoFactor(actorFor(admin), user.tenant.id, user.id);
    expect(await templates()).toEqual(["two_factor_on"]);
  });
});

describe("a sign-in", () => {
  test("from the first browser of all is no news, from another one it is, once", async () => {
    await signIn(BROWSER_ID);
    await signIn(BROWSER_ID);
    expect(await notices()).toEqual([]);
    await signIn(OTHER_BROWSER);
    await signIn(OTHER_BROWSER);
    expect(await notices()).toMatchObject([
      { ...noticeTo("new_browser"), payload: { address: REQUEST.address, browser: "Firefox", system: "Windows" } },
    ]);
  });

  test("after an activation: the browser that activated is known, any other is news", async () => {
    await setColumn("users", user.id, "activated_at = null");
    await asSystem("test", (tx) => issueToken(tx, "activation", user.id));
    const link = await newestLink(user.id, "activation");
    await activateAccount({ link, password: PASSWORD, browserId: BROWSER_ID, request: FIREFOX });
    await signIn(BROWSER_ID);
    expect(await notices()).toEqual([]);
    await signIn(OTHER_BROWSER);
    expect(await notices()).toMatchObject([noticeTo("new_browser")]);
  });

  test("that is refused, or still waits for its code, notifies no one; the code does", async () => {
    await signIn(BROWSER_ID);
    await refusal(signInWithPassword({ login: user.login, password: NEW, browserId: OTHER_BROWSER, request: FIREFOX }));
    const { codes: recoveryCodes } = await withTwoFactor(user, await own());
    const { sessionId } = await signIn(OTHER_BROWSER);
    expect((await notices()).map(({ template }) => template)).toEqual(["two_factor_on"]);
    const code = plain(recoveryCodes[0] ?? "");
    await signInWithCode({ sessionId, code, browserId: OTHER_BROWSER, request: FIREFOX });
    expect((await notices()).map(({ template }) => template)).toEqual(["two_factor_on", "new_browser"]);
  });

  test("that cannot write the email does not come about, nor is the browser known then", async () => {
    await signIn(BROWSER_ID);
    await breakOutbox();
    await expect(signIn(OTHER_BROWSER)).rejects.toThrow();
    await mendOutbox();
    await signIn(OTHER_BROWSER);
    expect(await notices()).toMatchObject([noticeTo("new_browser")]);
  });
});

test("what goes out is about the moment it happened; an address that is none does not get in", async () => {
  await signIn(BROWSER_ID);
  await signIn(OTHER_BROWSER, { ...FIREFOX, address: "evil.example.com" });
  await asSystem("test", (tx) => tx.execute(sql`update emails set created_at = '2026-11-20T10:00:00Z'`));
  const transport = recordingTransport();
  await deliverDueEmails({ transport });
  const [message] = transport.messages;
  expect(message?.to).toBe(user.email);
  expect(message?.text).toContain("2026");
  expect(message?.text).toContain("10:00");
  expect(message?.text).toContain("/forgot-password\n");
  expect(message?.text).not.toContain("evil");
});
