import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails } from "@/db/tables";
import { resendActivation, resendEmailChange, resetPasswordOfUser } from "@/lib/users/links";
import { getUser } from "@/lib/users/queries";
import { userGeneralSchema } from "@/lib/users/schema";
import { sendEmailAgain } from "@/lib/users/send-email-again";
import { updateUserGeneral } from "@/lib/users/update-user-general";
import { actorFor, makeUser, type Tree, useTree, useUser } from "../../support/factories";
import { outbox, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const WAIT = { code: "TOO_MANY_EMAILS", values: { minutes: 15 } };

const tree = useTree();
const waiting = useUser(() => ({ tenant: tree.customerA1, role: "backup_user", activated: false }));

const administrator = async (place: keyof Tree = "customerA1") => actorFor(await makeUser({ tenant: tree[place] }));
const resend = async (actor: ReturnType<typeof actorFor>, user = waiting) =>
  refusal(resendActivation(actor, user.tenant.id, user.id));

test("five emails to one user in a quarter of an hour, no matter who sends them, and then no more for a while", async () => {
  const senders = [await administrator(), await administrator("partnerA")];
  for (let time = 0; time < 5; time++) expect(await resend(senders[time % 2] ?? (await administrator()))).toBe("done");
  expect(await resend(await administrator("provider"))).toEqual(WAIT);
  const [email] = await outbox();
  const again = { tenantId: waiting.tenant.id, userId: waiting.id, emailId: email?.id ?? "" };
  expect(await refusal(sendEmailAgain(await administrator(), again))).toEqual(WAIT);
  expect(await outbox()).toHaveLength(5);
});

test("the three ways count together, and each user separately", async () => {
  const actor = await administrator();
  const active = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  for (let time = 0; time < 4; time++) {
    expect(await refusal(resetPasswordOfUser(actor, active.tenant.id, active.id))).toBe("done");
  }
  await asSystem("test", (tx) => tx.update(emails).set({ status: "failed" }).where(eq(emails.userId, active.id)));
  const [email] = await outbox();
  const again = { tenantId: active.tenant.id, userId: active.id, emailId: email?.id ?? "" };
  expect(await refusal(sendEmailAgain(actor, again))).toBe("done");
  expect(await refusal(resetPasswordOfUser(actor, active.tenant.id, active.id))).toEqual(WAIT);
  expect(await resend(actor)).toBe("done");
});

test("confirming an address counts: requested, requested again, and sent again", async () => {
  const actor = await administrator();
  const user = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  const place = { tenantId: user.tenant.id, userId: user.id };
  const change = async (email: string, firstName = "Anna") => {
    const { versions } = await getUser(actor, place.tenantId, place.userId);
    const input = userGeneralSchema.parse({ email, firstName, language: "en" });
    return refusal(updateUserGeneral(actor, { ...place, version: versions.general }, input));
  };
  for (let time = 0; time < 2; time++) expect(await change(`anna.${time}@new.example`)).toBe("done");
  const again = () => refusal(resendEmailChange(actor, place.tenantId, place.userId));
  for (let time = 0; time < 3; time++) expect(await again()).toBe("done");
  const before = await outbox();
  expect(await again()).toEqual(WAIT);
  expect(await change("anna.2@new.example")).toEqual(WAIT);
  expect(await outbox()).toEqual(before);
  // What sends nothing does not count, and is not stopped either.
  expect(await change(user.email, "Ada")).toBe("done");
});

test("strangers and readers cannot use up what others may send", async () => {
  const stranger = await administrator("partnerB");
  const reader = actorFor(await makeUser({ tenant: tree.customerA1, role: "readonly_admin" }));
  for (let time = 0; time < 6; time++) {
    expect(await resend(stranger)).toEqual({ code: "NOT_FOUND" });
    expect(await resend(reader)).toEqual({ code: "FORBIDDEN" });
  }
  expect(await resend(await administrator())).toBe("done");
});
