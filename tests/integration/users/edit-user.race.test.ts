import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { confirmEmailChange } from "@/lib/auth/confirm-email-change";
import { createUser } from "@/lib/users/create-user";
import { disableUser } from "@/lib/users/disabling";
import { cancelEmailChange } from "@/lib/users/links";
import { getUser } from "@/lib/users/queries";
import { createUserSchema, userGeneralSchema } from "@/lib/users/schema";
import { updateUserGeneral } from "@/lib/users/update-user-general";
import { updateUserRoles } from "@/lib/users/update-user-roles";
import { updateUserSettings } from "@/lib/users/update-user-settings";
import { actorFor, makeUser, REQUEST, type TestUser, useTree, useUser } from "../../support/factories";
import { newestLink, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const other = useUser(() => ({ tenant: tree.customerA1 }));

/** How many transactions wait for a lock. In a transaction of its own: within one, Postgres shows what it showed first. */
async function waiting(): Promise<number> {
  const found = await asSystem("test", (tx) =>
    tx.execute(sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`),
  );
  return rowsOf<{ count: number }>(found)[0]?.count ?? 0;
}

/** Starts things that all have to wait for one row, and lets them go together once they do. */
async function together<T>(lock: string, starts: (() => Promise<T>)[]): Promise<T[]> {
  let running: Promise<T>[] = [];
  await asSystem("test", async (tx) => {
    await tx.execute(sql.raw(lock));
    running = starts.map((start) => start());
    for (const one of running) one.catch(() => {});
    for (let tries = 0; (await waiting()) < starts.length; tries++) {
      if (tries > 400) throw new Error("fewer wait than were started: a lock is missing");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  });
  return Promise.all(running);
}

const holdTenant = () => `select from tenants where id = ${tree.customerA1.id} for update`;
const holdUser = ({ id }: TestUser) => `select from users where id = ${id} for update`;
const opened = (whom: TestUser) => getUser(actorFor(admin), whom.tenant.id, whom.id);
const at = (whom: TestUser, version: string) => ({ tenantId: whom.tenant.id, userId: whom.id, version });

async function demotion(by: TestUser, whom: TestUser) {
  const { versions } = await opened(whom);
  const reader = { portalRole: "readonly_admin", backupRole: "none" } as const;
  return () => refusal(updateUserRoles(actorFor(by), at(whom, versions.roles), reader));
}

async function administrators(): Promise<number> {
  const left = await asSystem("test", (tx) =>
    tx.execute(sql`select 1 from user_roles join users on users.id = user_id
      where user_roles.tenant_id = ${tree.customerA1.id} and role = 'company_admin' and disabled_at is null`),
  );
  return rowsOf(left).length;
}

describeRaces("at once", () => {
  test("two administrators demoting each other leave one", async () => {
    const answers = await together(holdTenant(), [await demotion(admin, other), await demotion(other, admin)]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers).toContainEqual({ code: "LAST_ADMINISTRATOR" });
    expect(await administrators()).toBe(1);
  });

  test("one demoted while the other is disabled leave one", async () => {
    const answers = await together(holdTenant(), [
      await demotion(admin, other),
      () => refusal(disableUser(actorFor(other), admin.tenant.id, admin.id)),
    ]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(await administrators()).toBe(1);
  });

  test("two users saving the same form: the second gets a conflict", async () => {
    const { versions } = await opened(other);
    const save = (on: boolean) => () =>
      refusal(
        updateUserSettings(actorFor(admin), at(other, versions.settings), {
          quota: on,
          reports: false,
          daily_recap: on,
        }),
      );
    const answers = await together(holdUser(other), [save(true), save(false)]);
    expect(answers.map((answer) => (answer === "done" ? answer : answer.code)).sort()).toEqual([
      "VERSION_CONFLICT",
      "done",
    ]);
  });

  test("the same login created many times makes one user and clean refusals", async () => {
    const form = createUserSchema.parse({
      email: "twin@contoso.example",
      useEmailAsLogin: "on",
      language: "en",
      access: "administrator",
    });
    const create = () => refusal(createUser(actorFor(admin), tree.customerA1.id, form));
    const answers = await together(holdTenant(), [create, create, create, create]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => answer !== "done")).toEqual(
      Array.from({ length: 3 }, () => ({ code: "LOGIN_TAKEN", field: "email" })),
    );
  });

  async function withPendingChange(whom: TestUser, email: string): Promise<string> {
    const { versions } = await opened(whom);
    const input = userGeneralSchema.parse({ email, useEmailAsLogin: "on", language: "en" });
    await updateUserGeneral(actorFor(admin), at(whom, versions.general), input);
    return newestLink(whom.id, "email_change");
  }

  test("two users confirming the same new login: one gets it, the other is refused and keeps what they had", async () => {
    const third = await makeUser({ tenant: tree.customerA1 });
    const links = [
      await withPendingChange(other, "one@new.example"),
      await withPendingChange(third, "one@new.example"),
    ];
    const answers = await Promise.all(links.map((link) => refusal(confirmEmailChange({ link, request: REQUEST }))));
    expect(answers).toContain("done");
    expect(answers).toContainEqual({ code: "LOGIN_TAKEN_MEANWHILE" });
    const logins = [(await opened(other)).login, (await opened(third)).login].sort();
    expect(logins).toEqual(expect.arrayContaining(["one@new.example"]));
    expect(new Set(logins).size).toBe(2);
  });

  test("a change confirmed while it is canceled or the user is disabled happens wholly or not at all", async () => {
    for (const stop of [cancelEmailChange, disableUser]) {
      const whom = await makeUser({ tenant: tree.customerA1 });
      const link = await withPendingChange(whom, `new${whom.id}@new.example`);
      const [confirmed, stopped] = await together(holdUser(whom), [
        () => refusal(confirmEmailChange({ link, request: REQUEST })),
        () => refusal(stop(actorFor(admin), whom.tenant.id, whom.id)),
      ]);
      expect(stopped).toBe("done");
      const { email } = await opened(whom);
      expect(email).toBe(confirmed === "done" ? `new${whom.id}@new.example` : whom.email);
    }
  });

  test("a link used twice at the same time counts once", async () => {
    const link = await withPendingChange(other, "two@new.example");
    const confirm = () => refusal(confirmEmailChange({ link, request: REQUEST }));
    const answers = await together(holdUser(other), [confirm, confirm]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers).toContainEqual({ code: "LINK_USED" });
  });
});
