import { sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf } from "@/db";
import { recoveryCodes, userPasswords, userTotp } from "@/db/tables";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { activateAccount, resetPassword } from "@/lib/auth/set-password";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { authenticator, hashRecoveryCode, newTotpSecret, sealSecret } from "@/lib/auth/two-factor";
import { provisionTenant } from "@/lib/clients/provision-tenant";
import { newTenantSchema } from "@/lib/clients/schema";
import { acceptEula } from "@/lib/eula/accept-eula";
import { createUser } from "@/lib/users/create-user";
import { resendActivation } from "@/lib/users/links";
import { createUserSchema } from "@/lib/users/schema";
import { publishVersion } from "../../support/eula";
import { allTables } from "../../support/every-table";
import { BROWSER_ID, makeTenant, REQUEST } from "../../support/factories";
import { auditTrail, newestLink, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
const RECOVERY = "ABCDE12345";
const PASSWORDS = ["vermilion-otter-parade-71", "marmalade-glacier-fox-19", "a wrong guess of somebody's"] as const;

/** Everything the database says, table by table, as text. */
async function dump(): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name } of await allTables()) {
    const rows = await asSystem("test", (tx) => tx.execute(sql.raw(`select to_jsonb(t)::text as row from ${name} t`)));
    texts[name] = rowsOf<{ row: string }>(rows)
      .map(({ row }) => row)
      .join("\n");
  }
  return texts;
}

test("a whole life of an account leaves a line for every step, and no secret anywhere in the database", async () => {
  await makeTenant("root");
  await publishVersion("1");
  const { tenantId, userId } = await provisionTenant(
    newTenantSchema.parse({
      kind: "customer",
      name: "Contoso",
      language: "en",
      mode: "trial",
      quotaBytes: null,
      administrator: { email: "zoe@contoso.example", login: "zoe", language: "en" },
    }),
  );
  const links = [await newestLink(userId, "activation")];
  const { sessionId } = await activateAccount({
    link: links[0] ?? "",
    password: PASSWORDS[0],
    browserId: BROWSER_ID,
    request: REQUEST,
  });
  await activateSession(sessionId);
  const actor = await actorOfSession(sessionId, REQUEST);
  if (!actor) throw new Error("not signed in");
  await acceptEula(actor, "1");

  const form = {
    email: "max@contoso.example",
    useEmailAsLogin: "on",
    language: "en",
    access: "backup",
    backupRole: "backup_user",
  };
  const maxId = await createUser(actor, tenantId, createUserSchema.parse(form));
  links.push(await newestLink(maxId, "activation"));
  await resendActivation(actor, tenantId, maxId);
  links.push(await newestLink(maxId, "activation"));

  await requestPasswordReset("zoe", REQUEST);
  links.push(await newestLink(userId, "password_reset"));
  await resetPassword({ link: links.at(-1) ?? "", password: PASSWORDS[1], request: REQUEST });

  const secret = newTotpSecret();
  await asSystem("test", async (tx) => {
    await tx.insert(userTotp).values({ userId, sealedSecret: sealSecret(secret, userId), confirmedAt: new Date() });
    await tx.insert(recoveryCodes).values({ userId, hash: hashRecoveryCode(userId, RECOVERY) });
  });
  await refusal(signInWithPassword({ login: "zoe", password: PASSWORDS[2], browserId: BROWSER, request: REQUEST }));
  const signedIn = await signInWithPassword({
    login: "zoe",
    password: PASSWORDS[1],
    browserId: BROWSER,
    request: REQUEST,
  });
  const code = authenticator(secret, "", "").generate();
  await signInWithCode({ sessionId: signedIn.sessionId, code, browserId: BROWSER, request: REQUEST });

  expect(await auditTrail()).toEqual([
    "tenant.create by system",
    "user.create by system",
    "user.activate by zoe",
    "eula.accept by zoe",
    "user.create by zoe",
    "user.resend_activation by zoe",
    "user.request_password_reset by system",
    "user.reset_password by zoe",
    "session.refuse by system",
    "session.create by zoe",
  ]);

  const texts = await dump();
  const everything = Object.values(texts).join("\n");
  const signatures = links.map((text) => text.split(".")[1] ?? text);
  // The codes of six digits are left out: ids and times may hold any six digits.
  for (const secretText of [...PASSWORDS, ...links, ...signatures, secret, RECOVERY]) {
    expect(everything).not.toContain(secretText);
  }
  for (const [table, text] of Object.entries(texts)) {
    if (table !== "user_passwords") expect({ table, hash: /\$2[aby]\$/.test(text) }).toEqual({ table, hash: false });
  }
  expect(texts.user_passwords).toMatch(/\$2b\$12\$/);
  expect(texts.audit_log).not.toMatch(/password":|token|secret|cookie/i);
});

test("an administrator's door shows no hash, token or secret, whatever is asked", async () => {
  const root = await makeTenant("root");
  const seen = await asActor({ userId: 1, tenantPath: root.path, access: "admin" }, (tx) =>
    tx.execute(
      sql`select string_agg(column_name, ',') as columns from information_schema.columns where table_schema = 'public'`,
    ),
  );
  const [{ columns = "" } = {}] = rowsOf<{ columns?: string }>(seen);
  expect(columns.split(",")).toContain("login");
  expect(columns).not.toMatch(/hash|sealed|secret|points/);
  await expect(
    asActor({ userId: 1, tenantPath: root.path, access: "admin" }, (tx) => tx.select().from(userPasswords)),
  ).rejects.toThrow();
});
