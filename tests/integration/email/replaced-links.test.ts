import { sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { issueToken } from "@/lib/auth/tokens";
import { deliverDueEmails } from "@/lib/email/deliver-emails";
import { enqueueEmail } from "@/lib/outbox/enqueue-email";
import { resendActivation } from "@/lib/users/links";
import { actorFor, REQUEST, useTree, useUser } from "../../support/factories";
import { outbox, setColumn } from "../../support/inspect";
import { recordingTransport } from "../../support/outbox";
import { useTestDatabase } from "../../support/test-database";
import { text as words } from "../../support/words";

useTestDatabase();

const REPLACES = words("emails.replacesEarlier");

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const newcomer = useUser(() => ({ tenant: tree.customerA1, role: "backup_user", activated: false }));

beforeEach(async () => {
  await asSystem("test", async (tx) => {
    const user = { ...newcomer, tenantId: newcomer.tenant.id, tenantPath: newcomer.tenant.path, language: "en" };
    const tokenId = await issueToken(tx, "activation", newcomer.id);
    await enqueueEmail(tx, { template: "activation", user, payload: { tokenId } });
  });
});

const resend = () => resendActivation(actorFor(admin), newcomer.tenant.id, newcomer.id);

/** Sends what is due. @returns of each email whether it says that it replaces an earlier one */
async function deliver(): Promise<boolean[]> {
  const transport = recordingTransport();
  await deliverDueEmails({ transport });
  return transport.messages.map(({ text, html }) => {
    expect(html.includes(REPLACES)).toBe(text.includes(REPLACES));
    return text.includes(REPLACES);
  });
}

test("the first activation replaces nothing; one sent again says so, each time", async () => {
  expect(await deliver()).toEqual([false]);
  await resend();
  expect(await deliver()).toEqual([true]);
  await requestPasswordReset(newcomer.login, REQUEST);
  expect(await deliver()).toEqual([true]);
});

test("an email that never went out is replaced without a word", async () => {
  await resend();
  expect(await deliver()).toEqual([false]);
  expect((await outbox()).map(({ lastError }) => lastError)).toEqual(["link_replaced", null]);
});

test("nor is one spoken of that went to another address", async () => {
  await deliver();
  await setColumn("users", newcomer.id, "email = 'other@contoso.example'");
  await resend();
  expect(await deliver()).toEqual([false]);
});

test("nor a link that was used", async () => {
  await setColumn("users", newcomer.id, "activated_at = now()");
  await asSystem("test", (tx) => tx.execute(sql`update tokens set used_at = now()`));
  await requestPasswordReset(newcomer.login, REQUEST);
  expect(await deliver()).toEqual([false]);
  await asSystem("test", (tx) => tx.execute(sql`update tokens set used_at = now() where used_at is null`));
  await requestPasswordReset(newcomer.login, REQUEST);
  expect(await deliver()).toEqual([false]);
  await requestPasswordReset(newcomer.login, REQUEST);
  expect(await deliver()).toEqual([true]);
});
