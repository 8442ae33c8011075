import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { submissions, tenants, userRoles, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { purgeSubmissions } from "@/lib/submissions/purge-submissions";
import { draftImport } from "@/lib/user-import/draft-import";
import { importUsers } from "@/lib/user-import/import-users";
import { getImport } from "@/lib/user-import/queries";
import { actorFor, adminOf, makeUser, useTree } from "../../support/factories";
import { auditLines, outbox, refusal, rowCounts, setColumn, tokensOf } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let admin: Actor;

beforeEach(async () => {
  admin = await adminOf(tree.partnerA);
});

const NEVER = "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e";
const LIST = [
  "email,login,first name,last name,language,role",
  "Zoe@Contoso.example,,Zoë,,de,company_admin",
  "per@contoso.example,Per,,Holm,,User",
  "per@contoso.example,null,,,,Restore Operator",
].join("\n");

const place = () => tree.customerA1.id;
const draft = (text = LIST, actor = admin, tenantId = place()) => draftImport(actor, tenantId, text);
const peopleOf = (tenantId: number) =>
  asSystem("test", (tx) =>
    tx
      .select({ id: users.id, login: users.login, email: users.email, language: users.language, role: userRoles.role })
      .from(users)
      .innerJoin(userRoles, eq(userRoles.userId, users.id))
      .where(eq(users.tenantId, tenantId))
      .orderBy(users.id),
  );

async function problems(importId: string) {
  const { draft: seen } = await getImport(admin, place(), importId, { all: true });
  return seen?.rows.map(({ number, problems: found }) => [number, ...found.map(({ code }) => code)]);
}

test("checking creates no one, sending creates all with role, link, email and audit entries", async () => {
  const importId = await draft();
  expect((await getImport(admin, place(), importId)).draft).toMatchObject({ total: 3, bad: 0, text: LIST, next: null });
  expect(await peopleOf(place())).toEqual([]);

  await asSystem("test", (tx) => tx.update(tenants).set({ language: "fr" }).where(eq(tenants.id, place())));
  await importUsers(admin, place(), importId);
  const people = await peopleOf(place());
  expect(people.map(({ id: _id, ...person }) => person)).toEqual([
    { login: "null", email: "per@contoso.example", language: "fr", role: "restore_operator" },
    { login: "Per", email: "per@contoso.example", language: "fr", role: "backup_user" },
    { login: "zoe@contoso.example", email: "zoe@contoso.example", language: "de", role: "company_admin" },
  ]);
  const emails = await outbox();
  expect(emails).toHaveLength(3);
  for (const { id, email, language } of people) {
    const [token] = await tokensOf(id, "activation");
    expect(token?.state).toBe("live");
    const payload = { tokenId: token?.id };
    expect(emails.find(({ userId }) => userId === id)).toMatchObject({ toAddress: email, language, payload });
  }
  const lines = (await auditLines()).map(({ event, objectName, details, actorUserId, tenantId, address }) => [
    event,
    objectName,
    details,
    actorUserId === admin.userId && tenantId === place() && address === admin.request.address,
  ]);
  expect(lines).toEqual([
    ["user.create", "null", { role: "restore_operator" }, true],
    ["user.create", "Per", { role: "backup_user" }, true],
    ["user.create", "zoe@contoso.example", { role: "company_admin" }, true],
    ["user.import", tree.customerA1.name, { users: 3 }, true],
  ]);
});

test("sent twice it happens once, and the page then shows the result", async () => {
  const importId = await draft();
  await importUsers(admin, place(), importId);
  const before = await rowCounts();
  await importUsers(admin, place(), importId);
  expect(await rowCounts()).toEqual(before);

  const [first, second] = await outbox();
  await setColumn("emails", first?.id ?? "", "status = 'sent'");
  await setColumn("emails", second?.id ?? "", "status = 'failed', last_error = 'refused: 550 no'");
  const { result } = await getImport(admin, place(), importId);
  expect(result?.delivery).toEqual({ total: 3, sent: 1, waiting: 1, later: 0, failed: 1 });
  expect(result?.users.map(({ login }) => login)).toEqual(["null", "Per", "zoe@contoso.example"]);
  expect(result?.users.filter(({ email }) => email?.error)).toEqual([
    expect.objectContaining({
      email: { status: "failed", error: { failure: "refused", detail: "550 no" }, waitsUntil: null },
    }),
  ]);
  const [row] = await asSystem("test", (tx) => tx.select().from(submissions));
  expect(row?.draft).toBeNull();
});

test("with one bad row no one is created, not even the good ones", async () => {
  await makeUser({ tenant: tree.customerB1, login: "ZOE@contoso.example" });
  await makeUser({ tenant: tree.customerB1, login: "Null" });
  const importId = await draft();
  const before = await rowCounts();
  expect(await problems(importId)).toEqual([[2, "LOGIN_TAKEN"], [3], [4, "LOGIN_TAKEN"]]);
  expect(await refusal(importUsers(admin, place(), importId))).toEqual({
    code: "IMPORT_REFUSED",
    values: { count: 2, rows: ["2", "4"] },
  });
  expect(await rowCounts()).toEqual(before);
  expect((await getImport(admin, place(), importId)).draft).toMatchObject({ text: LIST, bad: 2, total: 3 });
});

test("a login taken elsewhere is reported without a word about whose it is", async () => {
  const other = await makeUser({ tenant: tree.customerB1, login: "ZOE@contoso.example", firstName: "Secret" });
  const seen = JSON.stringify(await getImport(admin, place(), await draft()));
  for (const hidden of ["Secret", tree.customerB1.name, `"${tree.customerB1.id}"`, `${other.id}`, "ZOE"]) {
    expect(seen).not.toContain(hidden);
  }
});

test("a list that is none is refused before anything is kept", async () => {
  expect(await refusal(draft("hello"))).toMatchObject({ code: "CSV_COLUMNS", field: "text" });
  expect(await asSystem("test", (tx) => tx.select().from(submissions))).toEqual([]);
});

const WITHOUT_RIGHTS = [
  "readonly_admin",
  "protection_admin",
  "protection_ro_admin",
  "backup_user",
  "restore_operator",
] as const;

test.each(WITHOUT_RIGHTS)("%s imports no one", async (role) => {
  const actor = actorFor(await makeUser({ tenant: tree.customerA1, role }));
  const importId = await draft();
  const before = await rowCounts();
  expect(await refusal(draft(LIST, actor))).toEqual({ code: "FORBIDDEN" });
  expect(await refusal(importUsers(actor, place(), importId))).toEqual({ code: "FORBIDDEN" });
  expect(await refusal(getImport(actor, place(), importId))).toMatchObject({
    code: expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/),
  });
  expect(await rowCounts()).toEqual(before);
});

test("no one imports above or beside their tenant, or another user's list", async () => {
  const actor = await adminOf(tree.customerA1);
  const importId = await draft();
  for (const tenantId of [tree.provider.id, tree.partnerA.id, tree.customerB1.id, 999]) {
    expect(await refusal(draft(LIST, actor, tenantId))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(importUsers(actor, tenantId, importId))).toEqual({ code: "NOT_FOUND" });
  }
  const colleague = await adminOf(tree.partnerA);
  for (const [who, tenantId, id] of [
    [actor, place(), importId],
    [colleague, place(), importId],
    [admin, tree.customerA2.id, importId],
    [admin, place(), NEVER],
  ] as const) {
    expect(await refusal(importUsers(who, tenantId, id))).toEqual({ code: "NOT_FOUND" });
    expect(await refusal(getImport(who, tenantId, id))).toEqual({ code: "NOT_FOUND" });
  }
  expect(await peopleOf(place())).toHaveLength(1);
});

test("a role that does not exist in that kind of company is refused at its row", async () => {
  const text = "email,role\na@b.example,company_admin\nc@d.example,partner_admin\ne@f.example,backup_user";
  const importId = await draft(text, admin, tree.partnerA.id);
  const { draft: seen } = await getImport(admin, tree.partnerA.id, importId, { all: true });
  expect(seen?.rows.map(({ problems: found }) => found.map(({ code }) => code))).toEqual([
    ["ROLE_NOT_AVAILABLE"],
    [],
    ["ROLE_NOT_AVAILABLE"],
  ]);
  expect(await refusal(importUsers(admin, tree.partnerA.id, importId))).toMatchObject({ code: "IMPORT_REFUSED" });
});

test.each(["customerA1", "partnerA"] as const)("no one is imported when %s is disabled", async (closed) => {
  const provider = await adminOf(tree.provider);
  const importId = await draft(LIST, provider);
  await setColumn("tenants", tree[closed].id, "disabled_at = now()");
  const before = await rowCounts();
  expect(await refusal(draft(LIST, provider))).toEqual({ code: "TENANT_DISABLED" });
  expect(await refusal(importUsers(provider, place(), importId))).toEqual({ code: "TENANT_DISABLED" });
  expect(await rowCounts()).toEqual(before);
});

test("those above a self-managed customer import no one there, and see none of its lists", async () => {
  const importId = await draft();
  await setColumn("tenants", place(), "self_managed = true");
  const before = await rowCounts();
  expect(await refusal(draft())).toEqual({ code: "SELF_MANAGED" });
  expect(await refusal(importUsers(admin, place(), importId))).toEqual({ code: "SELF_MANAGED" });
  expect(await refusal(getImport(admin, place(), importId))).toEqual({ code: "NOT_FOUND" });
  expect(await rowCounts()).toEqual(before);
  const own = await adminOf(tree.customerA1);
  await importUsers(own, place(), await draft(LIST, own));
  expect(await peopleOf(place())).toHaveLength(4);
});

test("the preview shows a hundred rows at a time, those with mistakes first of all", async () => {
  const rows = Array.from({ length: 250 }, (_, index) => `u${index}@b.example,${index % 2 ? "backup_user" : "nobody"}`);
  const importId = await draft(["email,role", ...rows].join("\n"));
  const numbers = async (asked: { after?: number; all?: boolean }) => {
    const { draft: seen } = await getImport(admin, place(), importId, asked);
    return [seen?.rows.at(0)?.number, seen?.rows.at(-1)?.number, seen?.rows.length, seen?.next];
  };
  expect(await numbers({})).toEqual([2, 200, 100, 200]);
  expect(await numbers({ after: 200 })).toEqual([202, 250, 25, null]);
  expect(await numbers({ all: true })).toEqual([2, 101, 100, 101]);
  expect(await numbers({ all: true, after: 201 })).toEqual([202, 251, 50, null]);
});

test("a thousand users are created in one go", async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `u${index}@b.example,backup_user`);
  const importId = await draft(["email,role", ...rows].join("\n"));
  await importUsers(admin, place(), importId);
  expect(await rowCounts()).toMatchObject({
    users: 1001,
    user_roles: 1001,
    tokens: 1000,
    emails: 1000,
    audit_log: 1001,
  });
  const { result } = await getImport(admin, place(), importId);
  expect(result).toMatchObject({ delivery: { total: 1000, sent: 0, waiting: 1000, later: 0, failed: 0 } });
  expect(result?.users).toHaveLength(100);
  const { result: second } = await getImport(admin, place(), importId, { after: result?.next ?? 0 });
  expect(second?.users[0]?.id).toBeGreaterThan(result?.users.at(-1)?.id ?? Number.MAX_SAFE_INTEGER);
});

test("a user keeps the last ten drafts, and none for longer than a day", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 12; count++) ids.push(await draft());
  const kept = async () =>
    (await asSystem("test", (tx) => tx.select().from(submissions).orderBy(submissions.createdAt))).map(({ id }) => id);
  expect(await kept()).toEqual(ids.slice(2));

  const [done = "", old = "", doneLongAgo = "", young = ""] = ids.slice(8);
  await importUsers(admin, place(), done);
  for (const id of ids.slice(2, 8)) await setColumn("submissions", id, "created_at = now() - interval '25 hours'");
  await setColumn("submissions", done, "created_at = now() - interval '29 days'");
  await setColumn("submissions", old, "created_at = now() - interval '25 hours'");
  await setColumn(
    "submissions",
    doneLongAgo,
    "created_at = now() - interval '31 days', done_at = now(), result = '{}', draft = null",
  );
  await purgeSubmissions();
  expect((await kept()).sort()).toEqual([done, young].sort());
});

test("checking is limited, since each list tells whether logins exist", async () => {
  for (let count = 0; count < 60; count++) await refusal(draft("x"));
  expect(await refusal(draft())).toEqual({ code: "TOO_MANY_REQUESTS", values: { minutes: expect.any(Number) } });
});
