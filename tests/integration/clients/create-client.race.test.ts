import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { createClient } from "@/lib/clients/create-client";
import { AppError } from "@/lib/errors";
import { moveTenant } from "@/lib/tenants/move-tenant";
import { actorFor, makeUser, type TestTenant, useTree } from "../../support/factories";
import { rowCounts } from "../../support/inspect";
import { newClient } from "../../support/new-client";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let one: Actor;
let other: Actor;
let elsewhere: Actor;

beforeEach(async () => {
  one = actorFor(await makeUser({ tenant: tree.partnerA }));
  other = actorFor(await makeUser({ tenant: tree.partnerA }));
  elsewhere = actorFor(await makeUser({ tenant: tree.partnerB }));
});

/** What each answered: the client's id, or the refusal in words. Anything but a refusal fails the test. */
async function allAtOnce(runs: (() => Promise<number>)[]): Promise<(number | string)[]> {
  const answers = await Promise.allSettled(runs.map((run) => run()));
  return answers.map((answer) => {
    if (answer.status === "fulfilled") return answer.value;
    if (answer.reason instanceof AppError) return answer.reason.message;
    throw answer.reason;
  });
}

const made = (answers: (number | string)[]) => answers.filter((answer) => typeof answer === "number");

describeRaces("at once", () => {
  test.each(Array.from({ length: 5 }, (_, round) => round))("two wizards with one name (%s)", async () => {
    const before = await rowCounts();
    const answers = await allAtOnce([
      () => createClient(one, tree.partnerA.id, newClient(), randomUUID()),
      () => createClient(other, tree.partnerA.id, newClient({ name: "CONTOSO", email: "x@y.example" }), randomUUID()),
    ]);
    expect(made(answers)).toHaveLength(1);
    expect(answers).toContain("NAME_TAKEN (name)");
    const after = await rowCounts();
    expect([after.tenants, after.users, after.emails, after.quotas]).toEqual(
      [before.tenants, before.users, before.emails, before.quotas].map((count) => (count ?? 0) + 1),
    );
  });

  test.each(Array.from({ length: 5 }, (_, round) => round))(
    "wizards with one login, also of strangers (%s)",
    async () => {
      const before = await rowCounts();
      const answers = await allAtOnce([
        () => createClient(one, tree.partnerA.id, newClient(), randomUUID()),
        () => createClient(elsewhere, tree.partnerB.id, newClient({ name: "Litware" }), randomUUID()),
        () => createClient(other, tree.partnerA.id, newClient({ name: "Fabrikam" }), randomUUID()),
      ]);
      expect(made(answers)).toHaveLength(1);
      expect(answers.filter((answer) => answer === "LOGIN_TAKEN (email)")).toHaveLength(2);
      const after = await rowCounts();
      expect([after.tenants, after.users, after.emails, after.quotas]).toEqual(
        [before.tenants, before.users, before.emails, before.quotas].map((count) => (count ?? 0) + 1),
      );
    },
  );

  test("one submission five times makes one customer, and every answer names it", async () => {
    const key = randomUUID();
    const answers = await allAtOnce(
      Array.from({ length: 5 }, () => () => createClient(one, tree.partnerA.id, newClient(), key)),
    );
    expect(made(answers)).toHaveLength(5);
    expect(new Set(answers).size).toBe(1);
    const rows = await asSystem("test", (tx) => tx.select({ id: tenants.id, name: tenants.name }).from(tenants));
    expect(rows.filter(({ name }) => name === "Contoso")).toEqual([{ id: answers[0], name: "Contoso" }]);
  });

  test("what is created below a customer that moves away is where it went, or was refused", async () => {
    const provider = actorFor(await makeUser({ tenant: tree.provider }));
    const partners = [tree.partnerB, tree.partnerA];
    const unit = (by: Actor, parent: TestTenant, name: string) => () =>
      createClient(by, parent.id, newClient({ kind: "unit", name, email: `${name}@y.example` }), randomUUID());
    let count = 0;
    for (const [round, target] of [...partners, ...partners, ...partners].entries()) {
      const [moved, ...answers] = await allAtOnce([
        () => moveTenant(provider, tree.customerA1.id, target.id).then(() => 0),
        unit(one, tree.customerA1, `one${round}`),
        unit(elsewhere, tree.unitA1b, `elsewhere${round}`),
        unit(provider, tree.unitA1a, `provider${round}`),
      ]);
      expect(moved).toBe(0);
      expect(answers[2]).toEqual(expect.any(Number));
      // The partner that it leaves, or moves to, was there in time or finds nothing.
      expect(answers.filter((answer) => typeof answer === "string" && answer !== "NOT_FOUND")).toEqual([]);
      count += made(answers).length;
      expect(await astray()).toEqual([]);
    }
    const rows = await asSystem("test", (tx) => tx.select().from(tenants));
    expect(rows.filter(({ name }) => /^(one|elsewhere|provider)\d$/.test(name))).toHaveLength(count);
  });
});

/** What repeats a tenant's path and has another one, in any table; and tenants that do not hang where their path says. */
async function astray() {
  const repeated = ["users", "user_roles", "emails", "quotas", "usage_totals", "submissions", "sessions"];
  const checks = [
    "select 'tenants' as what from tenants c join tenants p on p.id = c.parent_id where c.path <> p.path || c.id::text",
    ...repeated.map(
      (table) => `select '${table}' from ${table} r join tenants t on t.id = r.tenant_id where r.tenant_path <> t.path`,
    ),
  ];
  return rowsOf(await asSystem("test", (tx) => tx.execute(sql.raw(checks.join(" union all ")))));
}
