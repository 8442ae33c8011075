import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { users } from "@/db/tables";
import { confirmEmailChange } from "@/lib/auth/confirm-email-change";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { actorOfSession } from "@/lib/auth/sessions";
import { activateAccount } from "@/lib/auth/set-password";
import { issueToken, readLink } from "@/lib/auth/tokens";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { disableUser } from "@/lib/users/disabling";
import { cancelEmailChange, resendEmailChange } from "@/lib/users/links";
import { getUser } from "@/lib/users/queries";
import { userGeneralSchema } from "@/lib/users/schema";
import { updateUserGeneral } from "@/lib/users/update-user-general";
import { openSessionFor } from "../../support/account";
import { actorFor, BROWSER_ID, makeUser, REQUEST, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, newestLink, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { recordingTransport } from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";
import { pattern } from "../../support/words";

useTestDatabase();

const NEW = "anna@new.example";

// One after the other: jest can't load two modules at the same time that share others.
beforeAll(async () => {
  await import("@/emails/email-change-email");
  await import("@/emails/email-change-notice-email");
});

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const user = useUser(() => ({
  tenant: tree.customerA1,
  role: "backup_user",
  login: "anna@old.example",
  firstName: "Anna",
}));

const rowOf = async ({ id }: TestUser) => {
  const [row] = await asSystem("test", (tx) =>
    tx.select({ login: users.login, email: users.email, version: users.version }).from(users).where(eq(users.id, id)),
  );
  return row;
};
const opened = (whom = user) => getUser(actorFor(admin), whom.tenant.id, whom.id);
const input = (email: string, follow = true) =>
  userGeneralSchema.parse({ email, firstName: "Anna", language: "en", ...(follow && { useEmailAsLogin: "on" }) });
async function change(email = NEW, { whom = user, by = admin, follow = true } = {}) {
  const { versions } = await opened(whom);
  const at = { tenantId: whom.tenant.id, userId: whom.id, version: versions.general };
  return updateUserGeneral({ ...actorFor(by), firstName: "Ada" }, at, input(email, follow));
}
const newest = (whom = user) => newestLink(whom.id, "email_change");
const confirm = (link: string) => confirmEmailChange({ link, request: REQUEST });
const states = async () => (await tokensOf(user.id, "email_change")).map(({ state }) => state);
const written = async () => (await outbox()).map(({ template, toAddress }) => `${template} to ${toAddress}`).sort();
async function delivered() {
  const transport = recordingTransport();
  await deliverDueEmails({ transport });
  return transport.messages;
}

describe("of an active account", () => {
  test("waits for the new address, and the current one gets a notice; nothing else changes until then", async () => {
    expect(await change()).toBe("pending");
    expect(await rowOf(user)).toEqual({ login: "anna@old.example", email: "anna@old.example", version: 2 });
    expect((await opened()).pendingEmail).toEqual({
      email: NEW,
      login: NEW,
      expired: false,
      expiresAt: expect.any(Date),
    });
    expect(await written()).toEqual(["email_change to anna@new.example", "email_change_notice to anna@old.example"]);
    const link = await newest();
    for (let looks = 0; looks < 3; looks++) {
      expect(await readLink("email_change", link)).toMatchObject({ problem: null, newEmail: NEW, newLogin: NEW });
    }
    expect(await rowOf(user)).toMatchObject({ email: "anna@old.example" });
    // Mail of any other kind goes where it went.
    await requestPasswordReset("anna@old.example", REQUEST);
    expect((await outbox()).at(-1)).toMatchObject({ template: "password_reset", toAddress: "anna@old.example" });
    expect((await auditLines()).find(({ event }) => event === "user.request_email_change")).toMatchObject({
      actorLogin: admin.login,
      objectId: String(user.id),
      details: {
        email: { from: "anna@old.example", to: NEW },
        login: { from: "anna@old.example", to: NEW },
      },
    });
  });

  test("the emails say who wants what, and the link confirms; reset links of the old address end, sessions stay", async () => {
    const session = await openSessionFor(user);
    await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
    await change();
    const sent = await delivered();
    const notice = sent.find(({ to }) => to === "anna@old.example");
    const mail = sent.find(({ to }) => to === NEW);
    expect(sent).toHaveLength(2);
    expect(notice?.text?.replaceAll("\u200c", "")).toMatch(
      pattern("emails.emailChangeNotice.introBy", { by: `Ada (${admin.login})` }),
    );
    expect(notice?.text).toContain(NEW);
    expect(notice?.text).not.toContain("confirm-email");
    const link = /\/confirm-email\/(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
    expect(await confirm(link)).toEqual({ login: NEW, loginChanged: true });
    expect(await rowOf(user)).toEqual({ login: NEW, email: NEW, version: 3 });
    expect((await tokensOf(user.id, "password_reset")).map(({ state }) => state)).toEqual(["replaced"]);
    expect(await actorOfSession(session, REQUEST)).toMatchObject({ login: NEW, email: NEW });
    expect((await opened()).pendingEmail).toBeNull();
    expect((await auditLines()).at(-1)).toMatchObject({
      event: "user.change_email",
      actorLogin: NEW,
      details: { email: { from: "anna@old.example", to: NEW }, login: { from: "anna@old.example", to: NEW } },
    });
    expect(await refusal(confirm(link))).toEqual({ code: "LINK_USED" });
    expect(await readLink("email_change", link)).toMatchObject({ problem: "LINK_USED" });
  });

  test("the login stays where that was wanted, and where it never was the address", async () => {
    await change(NEW, { follow: false });
    await confirm(await newest());
    expect(await rowOf(user)).toMatchObject({ login: "anna@old.example", email: NEW });
    const named = await makeUser({ tenant: tree.customerA1, login: "Nora", email: "nora@old.example" });
    await change("nora@new.example", { whom: named });
    await confirm(await newest(named));
    expect(await rowOf(named)).toMatchObject({ login: "Nora", email: "nora@new.example" });
  });

  test("a newer change, sending again, cancelling and disabling end the older link, which says so", async () => {
    await change("anna@typo.example");
    const links = [await newest()];
    await change();
    links.push(await newest());
    await resendEmailChange(actorFor(admin), user.tenant.id, user.id);
    links.push(await newest());
    expect(await states()).toEqual(["live", "replaced", "replaced"]);
    expect((await opened()).pendingEmail).toMatchObject({ email: NEW, login: NEW });
    await cancelEmailChange(actorFor(admin), user.tenant.id, user.id);
    expect((await opened()).pendingEmail).toBeNull();
    const lines = await rowCounts();
    await cancelEmailChange(actorFor(admin), user.tenant.id, user.id);
    expect(await rowCounts()).toEqual(lines);
    expect(await refusal(resendEmailChange(actorFor(admin), user.tenant.id, user.id))).toEqual({
      code: "NO_EMAIL_CHANGE",
    });
    await change();
    links.push(await newest());
    await disableUser(actorFor(admin), user.tenant.id, user.id);
    for (const link of links) expect(await refusal(confirm(link))).toEqual({ code: "LINK_REPLACED" });
    expect(await rowOf(user)).toMatchObject({ email: "anna@old.example" });
    // Only the newest of them may still go out, and only to its recipient.
    expect((await delivered()).map(({ to }) => to)).toEqual([]);
  });

  test("an expired link says so and can be sent again", async () => {
    await change();
    const [token] = await tokensOf(user.id, "email_change");
    await setColumn("tokens", token?.id ?? "", "expires_at = now() - interval '1 minute'");
    expect(await refusal(confirm(await newest()))).toEqual({ code: "LINK_EXPIRED" });
    expect((await opened()).pendingEmail).toMatchObject({ email: NEW, expired: true });
    await resendEmailChange(actorFor(admin), user.tenant.id, user.id);
    expect(await confirm(await newest())).toEqual({ login: NEW, loginChanged: true });
  });

  test("a link works only for what it was made for, and lives as long as configured", async () => {
    await change();
    const [token] = await tokensOf(user.id, "email_change");
    const hours = ((token?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
    const link = await newest();
    expect(await readLink("activation", link)).toEqual({ problem: "LINK_INVALID" });
    expect(await readLink("password_reset", link)).toEqual({ problem: "LINK_INVALID" });
    await asSystem("test", (tx) => issueToken(tx, "password_reset", user.id));
    expect(await refusal(confirm(await newestLink(user.id, "password_reset")))).toEqual({ code: "LINK_INVALID" });
    for (const wrong of ["", "x", `${link}x`, link.slice(1)]) {
      expect(await refusal(confirm(wrong))).toEqual({ code: "LINK_INVALID" });
    }
  });

  test("a login that is taken is refused at the field; taken later, at the link, with nothing changed", async () => {
    const taken = await makeUser({ tenant: tree.customerB1, login: "Taken@new.example" });
    expect(await refusal(change("taken@new.example"))).toEqual({ code: "EMAIL_IS_A_LOGIN", field: "email" });
    expect(await rowCounts()).toMatchObject({ tokens: 0, emails: 0, audit_log: 0 });
    // Two users can share an address, with different logins.
    expect(await change("taken@new.example", { follow: false })).toBe("pending");
    await change();
    await setColumn("users", taken.id, `login = '${NEW.toUpperCase()}'`);
    const link = await newest();
    expect(await refusal(confirm(link))).toEqual({ code: "LOGIN_TAKEN_MEANWHILE" });
    expect(await rowOf(user)).toMatchObject({ login: "anna@old.example", email: "anna@old.example" });
    expect(await states()).toEqual(["live", "replaced"]);
  });

  test("a disabled account or company gets no link, and a link already sent stops working", async () => {
    await change();
    const link = await newest();
    await setColumn("tenants", tree.partnerA.id, "disabled_at = now()");
    expect(await refusal(confirm(link))).toEqual({ code: "LINK_INVALID" });
    const above = await makeUser({ tenant: tree.provider });
    expect(await refusal(change("other@new.example", { by: above }))).toEqual({
      code: "TENANT_DISABLED",
      field: "email",
    });
    await setColumn("tenants", tree.partnerA.id, "disabled_at = null");
    await disableUser(actorFor(admin), user.tenant.id, user.id);
    expect(await refusal(change("other@new.example"))).toEqual({ code: "USER_DISABLED", field: "email" });
  });

  test("one's own goes through My account, which takes the password", async () => {
    const before = await rowCounts();
    expect(await refusal(change(NEW, { whom: admin }))).toEqual({ code: "OWN_EMAIL", field: "email" });
    expect(await rowCounts()).toEqual(before);
  });

  test("a form that was opened before another address was requested gets a conflict", async () => {
    const { versions } = await opened();
    await change();
    const at = { tenantId: user.tenant.id, userId: user.id, version: versions.general };
    const late = await updateUserGeneral(actorFor(admin), at, input("third@new.example")).catch(
      (error: unknown) => error,
    );
    expect(late).toMatchObject({
      code: "VERSION_CONFLICT",
      current: { values: { email: "anna@old.example", pendingEmail: NEW } },
    });
    expect((await opened()).pendingEmail).toMatchObject({ email: NEW });
  });

  test.each(["customerA2", "partnerB", "unitA1a"] as const)(
    "somebody of %s sends or cancels nothing",
    async (place) => {
      await change();
      const stranger = actorFor(await makeUser({ tenant: tree[place] }));
      const before = [await rowCounts(), await states()];
      for (const verb of [resendEmailChange, cancelEmailChange]) {
        expect(await refusal(verb(stranger, user.tenant.id, user.id))).toEqual({ code: "NOT_FOUND" });
        const reader = actorFor(await makeUser({ tenant: tree.customerA1, role: "readonly_admin" }));
        expect(await refusal(verb(reader, user.tenant.id, user.id))).toEqual({ code: "FORBIDDEN" });
      }
      expect([{ ...(await rowCounts()), users: 0, user_roles: 0, user_passwords: 0 }, await states()]).toEqual([
        { ...(before[0] as object), users: 0, user_roles: 0, user_passwords: 0 },
        before[1],
      ]);
    },
  );
});

describe("of an account that was never activated", () => {
  let newcomer: TestUser;
  beforeEach(async () => {
    newcomer = await makeUser({
      tenant: tree.customerA1,
      role: "backup_user",
      login: "typo@old.example",
      activated: false,
    });
    await asSystem("test", (tx) => issueToken(tx, "activation", newcomer.id));
  });

  test("counts immediately; a fresh activation email goes there, and the older link dies", async () => {
    const old = await newestLink(newcomer.id, "activation");
    expect(await change(NEW, { whom: newcomer })).toBe("corrected");
    expect(await rowOf(newcomer)).toEqual({ login: NEW, email: NEW, version: 2 });
    expect(await written()).toEqual([`activation to ${NEW}`]);
    expect(
      await refusal(
        activateAccount({ link: old, password: "vermilion-otter-parade-71", browserId: BROWSER_ID, request: REQUEST }),
      ),
    ).toEqual({
      code: "LINK_REPLACED",
    });
    const link = await newestLink(newcomer.id, "activation");
    expect(
      await refusal(
        activateAccount({ link, password: "vermilion-otter-parade-71", browserId: BROWSER_ID, request: REQUEST }),
      ),
    ).toBe("done");
    expect((await auditLines())[0]).toMatchObject({
      event: "user.update_general",
      details: { email: { from: "typo@old.example", to: NEW }, login: { from: "typo@old.example", to: NEW } },
    });
  });

  test("keeps the login where that was wanted, and refuses one that is taken", async () => {
    await makeUser({ tenant: tree.customerB1, login: "TAKEN@new.example" });
    expect(await refusal(change("taken@new.example", { whom: newcomer }))).toEqual({
      code: "EMAIL_IS_A_LOGIN",
      field: "email",
    });
    expect(await rowOf(newcomer)).toMatchObject({ email: "typo@old.example", version: 1 });
    expect(await change("taken@new.example", { whom: newcomer, follow: false })).toBe("corrected");
    expect(await rowOf(newcomer)).toMatchObject({ login: "typo@old.example", email: "taken@new.example" });
  });

  test("sends nothing while the account is disabled, and the older link is dead all the same", async () => {
    const old = await newestLink(newcomer.id, "activation");
    await setColumn("users", newcomer.id, "disabled_at = now()");
    expect(await change(NEW, { whom: newcomer })).toBe("corrected");
    expect(await outbox()).toEqual([]);
    await setColumn("users", newcomer.id, "disabled_at = null");
    expect(await readLink("activation", old)).toMatchObject({ problem: "LINK_REPLACED" });
  });
});

test("an email with a link goes only to the address that the link is for, whatever is in the outbox", async () => {
  await change();
  for (const { id } of await outbox()) await setColumn("emails", id, "to_address = 'evil@elsewhere.example'");
  await requestPasswordReset("anna@old.example", REQUEST);
  await setColumn("users", user.id, "email = 'moved@old.example'");
  // The notice carries no link, so nothing is lost with it.
  expect((await delivered()).map(({ text }) => /confirm-email|reset-password/.test(text))).toEqual([false]);
  const failed = (await outbox()).filter(({ status }) => status === "failed").map(({ lastError }) => lastError);
  expect(failed).toEqual(["link_misaddressed", "link_misaddressed"]);
});
