import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { sessions } from "@/db/tables";
import { draftBatch } from "@/lib/user-batches/draft-batch";
import { runBatches } from "@/lib/user-batches/run-batches";
import { startBatch } from "@/lib/user-batches/start-batch";
import { actorFor, makeUser, type TestUser, useTree } from "../../support/factories";
import { describeRaces, useTestDatabase } from "../../support/test-database";

const INSTANCES = 4;
const USERS = 40;

describeRaces("several instances at once", () => {
  useTestDatabase();
  const tree = useTree();

  const count = async (query: ReturnType<typeof sql>) =>
    rowsOf<Record<string, unknown>>(await asSystem("test", (tx) => tx.execute(query)));

  async function started(users: readonly TestUser[], starts = 1) {
    const actor = actorFor(await makeUser({ tenant: tree.customerA1 }));
    const { sessionId: id, userId, tenantId, tenantPath } = actor;
    const expiresAt = new Date(Date.now() + 3_600_000);
    await asSystem("test", (tx) =>
      tx.insert(sessions).values({ id, userId, tenantId, tenantPath, state: "active", expiresAt }),
    );
    const choice = { action: "resend_activation", whom: "selected", query: "" } as const;
    const batchId = await draftBatch(actor, tenantId, { ...choice, userIds: users.map((user) => user.id) });
    await Promise.all(Array.from({ length: starts }, () => startBatch(actor, { tenantId, batchId })));
    return batchId;
  }

  const notActivated = (howMany: number) =>
    Promise.all(
      Array.from({ length: howMany }, () =>
        makeUser({ tenant: tree.customerA1, role: "backup_user", activated: false }),
      ),
    );

  const once = { emails: USERS, people: USERS, lines: USERS };
  const figures = sql`select (select count(*)::int from emails) as emails,
    (select count(distinct user_id)::int from emails) as people,
    (select count(*)::int from audit_log where event = 'user.resend_activation') as lines`;

  test("go through several batches, each user once", async () => {
    const users = await notActivated(USERS);
    for (let first = 0; first < USERS; first += 10) await started(users.slice(first, first + 10), 3);
    await Promise.all(Array.from({ length: INSTANCES }, () => runBatches()));
    expect(await count(figures)).toEqual([once]);
    expect(await count(sql`select distinct outcome from user_batch_rows`)).toEqual([{ outcome: "done" }]);
  });

  test("do each user of one batch once, even when each believes that the others have died", async () => {
    const batchId = await started(await notActivated(USERS));
    let over = false;
    // Takes the lease away again and again, so that all of them work on the same users.
    const thief = (async () => {
      while (!over) {
        await count(sql`update user_batches set locked_until = now() - interval '1 second'
          where id = ${batchId} and finished_at is null returning 1`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const run = async () => {
      for (;;) {
        await runBatches();
        const [left] = await count(sql`select count(*)::int as left from user_batches where finished_at is null`);
        if (left?.left === 0) return;
      }
    };
    await Promise.all(Array.from({ length: INSTANCES }, run));
    over = true;
    await thief;
    // Each counts against the limit of emails to a user before it turns out that it has been sent: none may be lost to that.
    expect(await count(sql`select outcome, count(*)::int from user_batch_rows group by outcome`)).toEqual([
      { outcome: "done", count: USERS },
    ]);
    expect(await count(figures)).toEqual([once]);
  });
});
