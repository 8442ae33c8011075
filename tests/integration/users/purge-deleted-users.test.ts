import { asc, eq, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { takeLock } from "@/db/locks";
import { emails, sessions, userRoles, users } from "@/db/tables";
import { runDailyJobs } from "@/lib/jobs/daily";
import { deleteUser } from "@/lib/users/deletion";
import { disableUser } from "@/lib/users/disabling";
import { resetPasswordOfUser } from "@/lib/users/links";
import { purgeDeletedUsers } from "@/lib/users/purge-deleted-users";
import { openSessionFor } from "../../support/account";
import { actorFor, makeUser, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, auditTrail, setColumn } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));

async function deletedSince(age: string): Promise<TestUser> {
  const user = await makeUser({ tenant: tree.customerA1, role: "backup_user" });
  await setColumn("users", user.id, `disabled_at = now(), deleted_at = now() - interval '${age}'`);
  return user;
}

const logins = async () => {
  const rows = await asSystem("test", (tx) => tx.select({ login: users.login }).from(users).orderBy(asc(users.id)));
  return rows.map(({ login }) => login);
};

test("users deleted more than 30 days ago are permanently deleted, no one else", async () => {
  const disabled = await makeUser({ tenant: tree.customerA1, disabled: true });
  const recent = await deletedSince("29 days 23 hours");
  const old = await deletedSince("30 days 1 minute");
  const older = await deletedSince("2 years");
  expect(await purgeDeletedUsers()).toBe(2);
  expect(await logins()).toEqual([admin.login, disabled.login, recent.login]);
  expect(await auditTrail()).toEqual(["user.purge by system", "user.purge by system"]);
  expect((await auditLines()).map(({ objectName }) => objectName).sort()).toEqual([old.login, older.login].sort());
  expect(await purgeDeletedUsers()).toBe(0);
});

test("everything of theirs goes along, the audit log keeps its lines, and the login is free again", async () => {
  const user = await makeUser({ tenant: tree.customerA1, role: "backup_user", login: "robin" });
  await openSessionFor(user);
  await resetPasswordOfUser(actorFor(admin), user.tenant.id, user.id);
  await disableUser(actorFor(admin), user.tenant.id, user.id);
  await deleteUser(actorFor(admin), user.tenant.id, user.id, "robin");
  await setColumn("users", user.id, "deleted_at = now() - interval '31 days'");
  const lines = await auditLines();
  expect(await purgeDeletedUsers()).toBe(1);
  for (const table of [userRoles, sessions, emails]) {
    expect(await asSystem("test", (tx) => tx.select().from(table).where(eq(table.userId, user.id)))).toEqual([]);
  }
  expect((await auditLines()).slice(0, lines.length)).toEqual(lines);
  await expect(makeUser({ tenant: tree.customerB1, login: "robin" })).resolves.toMatchObject({ login: "robin" });
});

test("in batches, as many as it takes, until it is told to stop", async () => {
  for (let count = 0; count < 5; count++) await deletedSince("40 days");
  const stopped = new AbortController();
  stopped.abort();
  expect(await purgeDeletedUsers({ batchSize: 2, signal: stopped.signal })).toBe(0);
  expect(await purgeDeletedUsers({ batchSize: 2 })).toBe(5);
  expect(await logins()).toEqual([admin.login]);
});

test("it is part of the daily work", async () => {
  await deletedSince("31 days");
  await runDailyJobs(new AbortController().signal);
  expect(await logins()).toEqual([admin.login]);
});

describeRaces("several instances", () => {
  test("one works at a time; the others leave it to that one", async () => {
    for (let count = 0; count < 4; count++) await deletedSince("31 days");
    await asSystem("test", async (tx) => {
      await takeLock(tx, "purgeUsers");
      expect(await purgeDeletedUsers()).toBe(0);
    });
    const counts = await Promise.all([1, 2, 3].map(() => purgeDeletedUsers({ batchSize: 1 })));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    await purgeDeletedUsers();
    expect(await auditTrail()).toEqual(Array(4).fill("user.purge by system"));
  });

  test("a user who is being recovered right now is left alone", async () => {
    const user = await deletedSince("31 days");
    await asSystem("test", async (tx) => {
      await tx.execute(sql`select from users where id = ${user.id} for update`);
      expect(await purgeDeletedUsers()).toBe(0);
    });
    expect(await logins()).toEqual([admin.login, user.login]);
  });
});
