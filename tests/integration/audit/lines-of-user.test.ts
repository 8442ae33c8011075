import { listLinesOfUser } from "@/lib/audit-log/queries";
import { disableUser, enableUser } from "@/lib/users/disabling";
import { actorFor, makeUser, type TestUser, useTree, useUser } from "../../support/factories";
import { refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const admin = useUser(() => ({ tenant: tree.customerA1 }));
const user = useUser(() => ({ tenant: tree.customerA1 }));
const second = useUser(() => ({ tenant: tree.unitA1a, role: "backup_user" }));

const toggle = async (by: TestUser, whom: TestUser) => {
  await disableUser(actorFor(by), whom.tenant.id, whom.id);
  await enableUser(actorFor(by), whom.tenant.id, whom.id);
};
const shown = async (by: TestUser, whom: TestUser) =>
  (await listLinesOfUser(actorFor(by), whom.tenant.id, whom.id)).map(({ event, objectId, initiator }) => [
    event,
    Number(objectId),
    typeof initiator === "object" ? initiator.login : initiator,
  ]);

test("what a user did and what was done to them, newest first, and nothing of others", async () => {
  await toggle(admin, user);
  await toggle(user, second);
  await toggle(admin, second);
  expect(await shown(admin, user)).toEqual([
    ["user.enable", second.id, user.login],
    ["user.disable", second.id, user.login],
    ["user.enable", user.id, admin.login],
    ["user.disable", user.id, admin.login],
  ]);
});

test("ten at most", async () => {
  for (let count = 0; count < 4; count++) await toggle(admin, user);
  for (let count = 0; count < 4; count++) await toggle(user, second);
  const lines = await shown(admin, user);
  expect(lines).toHaveLength(10);
  expect(lines.slice(0, 8).every(([, id]) => id === second.id)).toBe(true);
});

test("for those who may read the log of that company", async () => {
  await toggle(admin, user);
  const reader = await makeUser({ tenant: tree.partnerA, role: "readonly_admin" });
  expect(await shown(reader, user)).toHaveLength(2);
  const ask = (by: TestUser) => refusal(listLinesOfUser(actorFor(by), user.tenant.id, user.id));
  for (const place of ["customerA2", "unitA1a", "partnerB"] as const) {
    expect(await ask(await makeUser({ tenant: tree[place] }))).toEqual({ code: "NOT_FOUND" });
  }
  const backup = await makeUser({ tenant: tree.customerA1, role: "protection_admin" });
  expect(await ask(backup)).toEqual({ code: "FORBIDDEN" });
  // Asked for through a company below: only what happened there.
  expect(await listLinesOfUser(actorFor(admin), tree.unitA1a.id, user.id)).toEqual([]);
});
