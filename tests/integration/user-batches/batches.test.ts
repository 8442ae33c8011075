import { eq, sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { sessions, userBatches, userBatchRows, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { endSession, endSessionsOf } from "@/lib/auth/sessions";
import { resetEnv } from "@/lib/env";
import { draftBatch } from "@/lib/user-batches/draft-batch";
import { BATCH_MAX_USERS, type BatchAction } from "@/lib/user-batches/model";
import { purgeBatches } from "@/lib/user-batches/purge-batches";
import { getBatch } from "@/lib/user-batches/queries";
import { runBatches } from "@/lib/user-batches/run-batches";
import { startBatch } from "@/lib/user-batches/start-batch";
import { disableUser } from "@/lib/users/disabling";
import { actorFor, makeUser, REQUEST, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, outbox, refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const boss = useUser(() => ({ tenant: tree.customerA1, login: "boss@a1.example" }));
let admin: Actor;

beforeEach(async () => {
  admin = await signedIn(boss);
});

afterEach(() => {
  delete process.env.ACTIVATION_EMAILS_PER_COMPANY;
  resetEnv();
});

/** An actor whose session is in the database, as those of requests are: the job looks it up. */
async function signedIn(user: TestUser): Promise<Actor> {
  const actor = actorFor(user);
  const { sessionId: id, tenantPath } = actor;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await asSystem("test", (tx) =>
    tx
      .insert(sessions)
      .values({ id, userId: user.id, tenantId: user.tenant.id, tenantPath, state: "active", expiresAt }),
  );
  return actor;
}

const place = () => tree.customerA1.id;
const someone = (login: string, more: Partial<Parameters<typeof makeUser>[0]> = {}) =>
  makeUser({ tenant: tree.customerA1, role: "backup_user", login: `${login}@a1.example`, ...more });
const draft = (action: BatchAction, chosen: readonly TestUser[], by = admin) =>
  draftBatch(by, place(), { action, whom: "selected", userIds: chosen.map(({ id }) => id), query: "" });
const start = (batchId: string, more: Partial<Parameters<typeof startBatch>[1]> = {}, by = admin) =>
  startBatch(by, { tenantId: place(), batchId, ...more });

/** What the page of a batch says of each user: login up to the @, state, and why. */
async function said(batchId: string) {
  const { page } = await getBatch(admin, place(), batchId);
  return page.rows.map(({ user, state, error }) =>
    [user.login.split("@")[0], state, ...(error ? [error.code] : [])].join(" "),
  );
}

const statusOf = async ({ id }: TestUser) => {
  const [row] = await asSystem("test", (tx) => tx.select({ status: users.status }).from(users).where(eq(users.id, id)));
  return row?.status;
};

test("nothing happens before it is started; then each user is done by the rules and with the entry of one by one", async () => {
  const [anna, bob, carl] = [await someone("anna"), await someone("bob"), await someone("carl", { disabled: true })];
  const batchId = await draft("disable", [bob, anna, boss, carl]);
  await runBatches();
  expect(await getBatch(admin, place(), batchId)).toMatchObject({
    action: "disable",
    stage: "draft",
    total: 4,
    counts: { waiting: 2, done: 0, unchanged: 1, refused: 1 },
  });
  expect(await said(batchId)).toEqual(["bob waiting", "anna waiting", "boss refused SELF", "carl unchanged"]);
  expect(await auditLines()).toEqual([]);

  await start(batchId);
  expect(await statusOf(anna)).toBe("active");
  expect((await getBatch(admin, place(), batchId)).stage).toBe("underway");
  await runBatches();
  expect(await said(batchId)).toEqual(["bob done", "anna done", "boss refused SELF", "carl unchanged"]);
  expect((await getBatch(admin, place(), batchId)).stage).toBe("finished");
  expect([await statusOf(anna), await statusOf(bob), await statusOf(boss)]).toEqual(["disabled", "disabled", "active"]);
  const lines = (await auditLines()).map(({ event, objectName, actorUserId, address, userAgent, requestId }) => [
    event,
    objectName,
    actorUserId === boss.id && requestId === REQUEST.requestId && address === REQUEST.address,
    userAgent,
  ]);
  expect(lines).toEqual([
    ["user.disable", bob.login, true, REQUEST.userAgent],
    ["user.disable", anna.login, true, REQUEST.userAgent],
  ]);
  // Nothing is left to do, and starting it again does nothing.
  await start(batchId);
  await runBatches();
  expect(await auditLines()).toHaveLength(2);
});

test("enables, and says who is not disabled or has been deleted", async () => {
  const [anna, bob] = [await someone("anna", { disabled: true }), await someone("bob", { disabled: true })];
  await setColumn("users", bob.id, "deleted_at = now()");
  const batchId = await draft("enable", [anna, bob, boss]);
  await start(batchId);
  await runBatches();
  expect(await said(batchId)).toEqual(["anna done", "bob refused USER_DELETED", "boss unchanged"]);
  expect((await auditLines()).map(({ event, objectName }) => [event, objectName])).toEqual([
    ["user.enable", anna.login],
  ]);
});

test("resends activation emails once each; what is over the limit of a day waits in the outbox", async () => {
  process.env.ACTIVATION_EMAILS_PER_COMPANY = "2";
  resetEnv();
  const fresh = { activated: false };
  const chosen = [await someone("anna", fresh), await someone("bob", fresh), await someone("carl", fresh)];
  const batchId = await draft("resend_activation", [...chosen, boss]);
  await start(batchId);
  await runBatches();
  expect(await said(batchId)).toEqual(["anna done", "bob done", "carl done", "boss refused ALREADY_ACTIVE"]);
  const emails = await outbox();
  expect(emails.map(({ template, userId }) => [template, userId])).toEqual(chosen.map(({ id }) => ["activation", id]));
  const later = emails.filter(({ nextAttemptAt }) => nextAttemptAt.getTime() > Date.now() + 1000);
  expect(later).toHaveLength(1);
});

test("one who has been sent too many emails is refused with the words of one by one", async () => {
  const anna = await someone("anna", { activated: false });
  const ids: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    const batchId = await draft("resend_activation", [anna]);
    await start(batchId);
    await runBatches();
    ids.push(batchId);
  }
  expect(await said(ids[4] ?? "")).toEqual(["anna done"]);
  expect(await said(ids[5] ?? "")).toEqual(["anna refused TOO_MANY_EMAILS"]);
  const { page } = await getBatch(admin, place(), ids[5] ?? "");
  expect(page.rows[0]?.error?.values).toEqual({ minutes: expect.any(Number) });
  expect(await outbox()).toHaveLength(5);
});

test("changes the language, which it asks for; who has it already is left alone", async () => {
  const [anna, bob] = [await someone("anna"), await someone("bob")];
  await setColumn("users", bob.id, "language = 'de'");
  const batchId = await draft("change_language", [anna, bob]);
  expect(await refusal(start(batchId))).toEqual({ code: "CHOICE_REQUIRED", field: "language" });
  await start(batchId, { language: "de" });
  await runBatches();
  expect(await said(batchId)).toEqual(["anna done", "bob unchanged"]);
  expect((await getBatch(admin, place(), batchId)).language).toBe("de");
  expect((await auditLines()).map(({ event, objectName, details }) => [event, objectName, details])).toEqual([
    ["user.update_general", anna.login, { language: { from: "en", to: "de" } }],
  ]);
});

test("deletes as many as were typed, and no one else who could be deleted by then", async () => {
  const [anna, bob] = [await someone("anna", { disabled: true }), await someone("bob")];
  const batchId = await draft("delete", [anna, bob]);
  expect(await said(batchId)).toEqual(["anna waiting", "bob refused USER_NOT_DISABLED"]);
  for (const count of [undefined, "", "2", anna.login]) {
    expect(await refusal(start(batchId, { count }))).toEqual({
      code: "COUNT_DIFFERS",
      field: "count",
      values: { count: 1 },
    });
  }
  await start(batchId, { count: " 1 " });
  await disableUser(admin, place(), bob.id);
  await runBatches();
  expect(await said(batchId)).toEqual(["anna done", "bob refused USER_NOT_DISABLED"]);
  expect([await statusOf(anna), await statusOf(bob)]).toEqual(["deleted", "disabled"]);
});

test("the last administrator stays, also when several are disabled together", async () => {
  const partner = await signedIn(await makeUser({ tenant: tree.partnerA }));
  const others = [await someone("anna", { role: "company_admin" }), await someone("bob", { role: "company_admin" })];
  const batchId = await draft("disable", [...others, boss], partner);
  await start(batchId, {}, partner);
  await runBatches();
  const { page } = await getBatch(partner, place(), batchId);
  expect(page.rows.map(({ state, error }) => [state, error?.code])).toEqual([
    ["done", undefined],
    ["done", undefined],
    ["refused", "LAST_ADMINISTRATOR"],
  ]);
  expect(await said(await draft("disable", [boss]))).toEqual(["boss refused SELF"]);
});

describe("the administrator who asked", () => {
  let batchId: string;
  let chosen: TestUser[];

  beforeEach(async () => {
    chosen = [await someone("anna"), await someone("bob"), await someone("carl")];
    batchId = await draft("disable", chosen);
    await start(batchId);
  });

  /** Lets something happen once the first user has been done. */
  async function afterTheFirst(then: () => Promise<unknown>) {
    let asked = 0;
    // Asked before the batch and before each user.
    const signal = {
      get aborted() {
        asked += 1;
        return asked > 2;
      },
    } as AbortSignal;
    await runBatches({ signal });
    await then();
    await runBatches();
  }

  const left = async () => (await said(batchId)).filter((line) => !line.includes("done"));

  test.each([
    ["was disabled", () => setColumn("users", boss.id, "disabled_at = now()")],
    [
      "lost the role",
      () =>
        asSystem("test", (tx) =>
          tx.execute(sql`update user_roles set role = 'readonly_admin' where user_id = ${boss.id}`),
        ),
    ],
    ["is at a company that was disabled", () => setColumn("tenants", tree.partnerA.id, "disabled_at = now()")],
    ["had all sessions ended", () => asSystem("test", (tx) => endSessionsOf(tx, boss.id, "administrator"))],
  ])("and %s in the middle does nothing more", async (_what, happens) => {
    await afterTheFirst(happens);
    const rows = await asSystem("test", (tx) =>
      tx.select().from(userBatchRows).where(eq(userBatchRows.batchId, batchId)).orderBy(userBatchRows.position),
    );
    expect(rows.map(({ outcome, error }) => [outcome, error])).toEqual([
      ["done", null],
      ["refused", "BATCH_STOPPED"],
      ["refused", "BATCH_STOPPED"],
    ]);
    const disabled = (await auditLines()).filter(({ event }) => event === "user.disable");
    expect(disabled.map(({ objectName }) => objectName)).toEqual([chosen[0]?.login]);
  });

  test("and signed out has it done all the same", async () => {
    await endSession(admin.sessionId, "sign_out");
    await runBatches();
    expect(await left()).toEqual([]);
  });

  test("is the only one who sees it or could start it", async () => {
    const other = await signedIn(await makeUser({ tenant: tree.customerA1 }));
    const above = await signedIn(await makeUser({ tenant: tree.partnerA }));
    for (const actor of [other, above]) {
      expect(await refusal(getBatch(actor, place(), batchId))).toEqual({ code: "NOT_FOUND" });
      expect(await refusal(start(batchId, {}, actor))).toEqual({ code: "NOT_FOUND" });
    }
    const elsewhere = { tenantId: tree.customerA2.id };
    expect(await refusal(start(batchId, elsewhere, above))).toEqual({ code: "NOT_FOUND" });
  });
});

describe("a batch that was left behind", () => {
  const underway = () => asSystem("test", (tx) => tx.select().from(userBatches));

  test("by a process that died goes on once its lease is over, with no user done twice", async () => {
    const chosen = [
      await someone("anna", { activated: false }),
      await someone("bob", { activated: false }),
      await someone("carl", { activated: false }),
    ];
    const batchId = await draft("resend_activation", chosen);
    await start(batchId);
    await runBatches();
    // As kill -9 would leave it: one user done and the lease taken.
    await asSystem("test", async (tx) => {
      await tx.update(userBatchRows).set({ outcome: null }).where(sql`position > 1`);
      await tx.update(userBatches).set({
        finishedAt: null,
        lease: sql`gen_random_uuid()`,
        lockedUntil: sql`now() + interval '1 minute'`,
      });
      await tx.execute(sql`delete from emails where user_id <> ${chosen[0]?.id ?? 0}`);
    });
    await runBatches();
    expect(await said(batchId)).toEqual(["anna done", "bob waiting", "carl waiting"]);
    expect(await outbox()).toHaveLength(1);
    await asSystem("test", (tx) => tx.update(userBatches).set({ lockedUntil: sql`now() - interval '1 second'` }));
    await runBatches();
    expect(await said(batchId)).toEqual(["anna done", "bob done", "carl done"]);
    expect((await outbox()).map(({ userId }) => userId)).toEqual(chosen.map(({ id }) => id));
    expect(await underway()).toMatchObject([{ finishedAt: expect.any(Date), lease: null, lockedUntil: null }]);
  });

  test("by one that stopped in order goes on with the next start", async () => {
    const batchId = await draft("disable", [await someone("anna")]);
    await start(batchId);
    await runBatches({ signal: AbortSignal.abort() });
    expect(await said(batchId)).toEqual(["anna waiting"]);
    await runBatches();
    expect(await said(batchId)).toEqual(["anna done"]);
  });
});

test("a long batch lets a short one go first after some users", async () => {
  const many = await Promise.all(Array.from({ length: 30 }, (_, number) => someone(`user${number}`)));
  const long = await draft("disable", many);
  const short = await draft("disable", [await someone("last")]);
  await start(long);
  await start(short);
  await runBatches();
  const lines = (await auditLines()).map(({ objectName }) => objectName);
  expect(lines).toHaveLength(31);
  expect(lines.indexOf("last@a1.example")).toBe(25);
});

describe("everyone that the list's filter finds", () => {
  const all = (query: string, action: BatchAction = "disable", tenantId = place()) =>
    draftBatch(admin, tenantId, { action, whom: "all", userIds: [], query });

  test("is found as the list finds them, in its order", async () => {
    await someone("zed", { firstName: "Maria" });
    await someone("amy", { firstName: "Maria" });
    await someone("bob");
    await someone("cut", { firstName: "Maria", disabled: true });
    const batchId = await all("?search=maria&status=active&sort=-login&after=7");
    expect(await said(batchId)).toEqual(["zed waiting", "amy waiting"]);
    expect(await said(await all(""))).toHaveLength(5);
    expect(await refusal(all("?search=nothing-like-it"))).toEqual({ code: "NO_USERS_SELECTED" });
    expect(await refusal(all("", "disable", tree.customerA2.id))).toEqual({ code: "NOT_FOUND" });
  });

  test("is at most so many, and more is refused in words", async () => {
    const { id, path } = tree.customerA1;
    const more = (count: number, prefix: string) =>
      asSystem("test", (tx) =>
        tx.execute(sql`insert into users (tenant_id, tenant_path, login, email, language, activated_at)
          select ${id}, ${path}::ltree, ${prefix}::text || n, 'x@a1.example', 'en', now()
          from generate_series(1, ${count}::int) n`),
      );
    await more(BATCH_MAX_USERS - 1, "many-");
    const { total, page } = await getBatch(admin, place(), await all(""));
    expect([total, page.rows.length, page.next]).toEqual([BATCH_MAX_USERS, 100, 100]);
    await more(1, "one-more-");
    const tooMany = { code: "TOO_MANY_SELECTED", values: { max: BATCH_MAX_USERS } };
    expect(await refusal(all(""))).toEqual(tooMany);
    const ids = rowsOf<{ id: string }>(await asSystem("test", (tx) => tx.execute(sql`select id from users`)));
    const selected = {
      action: "disable",
      whom: "selected",
      query: "",
      userIds: ids.map((row) => Number(row.id)),
    } as const;
    expect(await refusal(draftBatch(admin, place(), selected))).toEqual(tooMany);
  });
});

test("who may not change users can't draft one; users elsewhere are as if they did not exist", async () => {
  const anna = await someone("anna");
  const stranger = await makeUser({ tenant: tree.customerB1 });
  const reader = await signedIn(await makeUser({ tenant: tree.customerA1, role: "readonly_admin" }));
  expect(await refusal(draft("disable", [anna], reader))).toEqual({ code: "FORBIDDEN" });
  expect(await refusal(draft("disable", [stranger]))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(draft("disable", []))).toEqual({ code: "NO_USERS_SELECTED" });
  expect(await said(await draft("disable", [stranger, anna, anna]))).toEqual(["anna waiting"]);
  const foreign = { action: "disable", whom: "selected", query: "", userIds: [stranger.id] } as const;
  expect(await refusal(draftBatch(admin, tree.customerB1.id, foreign))).toEqual({ code: "NOT_FOUND" });
});

test("drafts make room for newer ones; the night removes what is over, but nothing that is underway", async () => {
  const anna = await someone("anna");
  const ids: string[] = [];
  for (let count = 0; count < 11; count += 1) ids.push(await draft("disable", [anna]));
  expect(await refusal(getBatch(admin, place(), ids[0] ?? ""))).toEqual({ code: "NOT_FOUND" });
  const [, old, underway, done, recent] = ids;
  for (const id of [underway, done]) await start(id ?? "");
  await setColumn("user_batches", old ?? "", "created_at = now() - interval '25 hours'");
  await setColumn("user_batches", underway ?? "", "created_at = now() - interval '40 days'");
  await setColumn("user_batches", done ?? "", "finished_at = now() - interval '31 days'");
  await purgeBatches();
  const kept = await asSystem("test", (tx) => tx.select({ id: userBatches.id }).from(userBatches));
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining([underway, recent]));
  expect(kept).toHaveLength(8);
});
