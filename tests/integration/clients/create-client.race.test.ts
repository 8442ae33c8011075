import { randomUUID } from "node:crypto";
import { asSystem } from "@/db";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/auth/actor";
import { createClient } from "@/lib/clients/create-client";
import { AppError } from "@/lib/errors";
import { actorFor, makeTree, makeUser, type Tree } from "../../support/factories";
import { rowCounts } from "../../support/inspect";
import { newClient } from "../../support/new-client";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

let tree: Tree;
let one: Actor;
let other: Actor;
beforeEach(async () => {
  tree = await makeTree();
  one = actorFor(await makeUser({ tenant: tree.partnerA }));
  other = actorFor(await makeUser({ tenant: tree.partnerA }));
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

  test.each(Array.from({ length: 5 }, (_, round) => round))("two wizards with one login (%s)", async () => {
    const before = await rowCounts();
    const answers = await allAtOnce([
      () => createClient(one, tree.partnerA.id, newClient(), randomUUID()),
      () => createClient(other, tree.provider.id, newClient({ name: "Fabrikam" }), randomUUID()).catch(() => 0),
      () => createClient(other, tree.partnerA.id, newClient({ name: "Fabrikam" }), randomUUID()),
    ]);
    expect(answers.filter((answer) => typeof answer === "number" && answer > 0)).toHaveLength(1);
    expect(answers).toContain("LOGIN_TAKEN (email)");
    const after = await rowCounts();
    expect([after.tenants, after.users, after.emails, after.quotas]).toEqual(
      [before.tenants, before.users, before.emails, before.quotas].map((count) => (count ?? 0) + 1),
    );
  });

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
});
