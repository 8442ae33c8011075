import { asSystem } from "@/db";
import { users } from "@/db/tables";
import { cancelOwnEmailChange, changeOwnEmail, resendOwnEmailChange } from "@/lib/account/own-email";
import { readOwnProfile } from "@/lib/account/queries";
import { updateOwnNotifications } from "@/lib/account/update-own-notifications";
import { updateProfile } from "@/lib/account/update-profile";
import { confirmEmailChange } from "@/lib/auth/confirm-email-change";
import { ownEmailSchema } from "@/lib/users/schema";
import { linesAbout, signedIn } from "../../support/account";
import { makeUser, PASSWORD, REQUEST } from "../../support/factories";
import { newestLink, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const NEW = "anna@new.example";
const form = (changes: Record<string, string> = {}) =>
  ownEmailSchema.parse({ email: NEW, useEmailAsLogin: "on", currentPassword: PASSWORD, ...changes });
const ownRow = async (id: number) =>
  (await asSystem("test", (tx) => tx.select().from(users))).find((row) => row.id === id);

test("one's own address changes by the same link, with both emails, and its line says who", async () => {
  const { user, actor } = await signedIn();
  await changeOwnEmail(actor, form());
  expect((await readOwnProfile(actor)).pendingEmail).toMatchObject({ email: NEW, login: NEW, expired: false });
  expect((await outbox()).map(({ template, toAddress, payload }) => [template, toAddress, payload]).sort()).toEqual([
    ["email_change", NEW, { tokenId: expect.any(String) }],
    ["email_change_notice", user.email, { newEmail: NEW, newLogin: NEW, by: null }],
  ]);
  expect((await linesAbout(user)).at(-1)).toMatchObject({ event: "user.request_email_change", actorUserId: user.id });
  await confirmEmailChange({ link: await newestLink(user.id, "email_change"), request: REQUEST });
  expect(await ownRow(user.id)).toMatchObject({ email: NEW, login: NEW });
});

test("needs the current password, and a new address", async () => {
  const { actor, user } = await signedIn();
  const before = await rowCounts();
  expect(await refusal(changeOwnEmail(actor, form({ currentPassword: "not this one" })))).toEqual({
    code: "PASSWORD_WRONG",
    field: "currentPassword",
  });
  expect(await refusal(changeOwnEmail(actor, form({ email: user.email })))).toEqual({
    code: "EMAIL_UNCHANGED",
    field: "email",
  });
  await makeUser({ tenant: user.tenant, login: "taken@new.example" });
  expect(await refusal(changeOwnEmail(actor, form({ email: "taken@new.example" })))).toEqual({
    code: "EMAIL_IS_A_LOGIN",
    field: "email",
  });
  expect(await rowCounts()).toMatchObject({
    tokens: before.tokens,
    emails: before.emails,
    audit_log: before.audit_log,
  });
});

test("is sent again and given up without a password, and only one's own", async () => {
  const { user, actor } = await signedIn();
  const { actor: neighbor } = await signedIn(user.tenant);
  expect(await refusal(resendOwnEmailChange(actor))).toEqual({ code: "NO_EMAIL_CHANGE" });
  await changeOwnEmail(actor, form());
  await cancelOwnEmailChange(neighbor);
  await resendOwnEmailChange(actor);
  const states = async () => (await tokensOf(user.id, "email_change")).map(({ state }) => state);
  expect(await states()).toEqual(["live", "replaced"]);
  await cancelOwnEmailChange(actor);
  expect(await states()).toEqual(["replaced", "replaced"]);
  expect((await readOwnProfile(actor)).pendingEmail).toBeNull();
  expect((await linesAbout(user)).map(({ event }) => event)).toEqual([
    "user.request_email_change",
    "user.resend_email_change",
    "user.cancel_email_change",
  ]);
});

test("no more than ten emails an hour go to addresses of one's choice", async () => {
  const { actor } = await signedIn();
  await changeOwnEmail(actor, form());
  for (let count = 0; count < 9; count++) await resendOwnEmailChange(actor);
  expect(await refusal(resendOwnEmailChange(actor))).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(await refusal(changeOwnEmail(actor, form({ email: "other@new.example" })))).toMatchObject({
    code: "TOO_MANY_REQUESTS",
  });
});

test("one's own notifications, by the same form as an administrator's", async () => {
  const { user, actor } = await signedIn();
  const { versions } = await readOwnProfile(actor);
  await updateOwnNotifications(actor, versions.notifications, { quota: false, reports: true, daily_recap: false });
  expect(await ownRow(user.id)).toMatchObject({ notifications: ["reports"], version: 2 });
  expect((await linesAbout(user)).at(-1)).toMatchObject({
    event: "user.update_settings",
    details: { quota: { from: true, to: false }, daily_recap: { from: true, to: false } },
  });
  expect(
    await refusal(
      updateOwnNotifications(actor, versions.notifications, { quota: true, reports: true, daily_recap: true }),
    ),
  ).toEqual({ code: "VERSION_CONFLICT" });
  expect(await ownRow(user.id)).toMatchObject({ notifications: ["reports"], version: 2 });
});

test("a name that an administrator changed meanwhile is not overruled unseen", async () => {
  const { user, actor } = await signedIn();
  const { versions } = await readOwnProfile(actor);
  await setColumn("users", user.id, "first_name = 'Anne', version = version + 1");
  const late = updateProfile(actor, versions.profile, { firstName: "Anna", lastName: null, language: "en" });
  expect(await refusal(late)).toEqual({ code: "VERSION_CONFLICT" });
  expect(await ownRow(user.id)).toMatchObject({ firstName: "Anne" });
});
