import { asSystem } from "@/db";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { draftImport } from "@/lib/user-import/draft-import";
import { importUsers } from "@/lib/user-import/import-users";
import { createUser } from "@/lib/users/create-user";
import { createUserSchema } from "@/lib/users/schema";
import { actorFor, makeUser, useTree } from "../../support/factories";
import { outbox, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let one: Actor;
let other: Actor;

beforeEach(async () => {
  one = actorFor(await makeUser({ tenant: tree.customerA1 }));
  other = actorFor(await makeUser({ tenant: tree.customerB1 }));
});

/** 300 users whose logins begin with a prefix, between users that other imports want as well. */
const listOf = (prefix: string, first: string[], last: string[] = []) => {
  const own = Array.from({ length: 300 }, (_, index) => `${prefix}${index}@b.example`);
  return ["email,role", ...[...first, ...own, ...last].map((email) => `${email},backup_user`)].join("\n");
};

const loginsWith = async (prefix: string) =>
  (await asSystem("test", (tx) => tx.select({ login: users.login }).from(users))).filter(({ login }) =>
    login.startsWith(prefix),
  ).length;

describeRaces("imports at the same time", () => {
  test.each(Array.from({ length: 5 }, (_, round) => round))(
    "of two with logins in common one creates all and the other nobody, and says which rows (round %i)",
    async () => {
      // In opposite orders: each would hold what the other waits for, were the logins not put in one order first.
      const first = await draftImport(one, tree.customerA1.id, listOf("a", ["x@b.example"], ["m@b.example"]));
      const second = await draftImport(other, tree.customerB1.id, listOf("z", ["m@b.example"], ["x@b.example"]));
      const answers = await Promise.all([
        refusal(importUsers(one, tree.customerA1.id, first)),
        refusal(importUsers(other, tree.customerB1.id, second)),
      ]);
      const refused = { code: "IMPORT_REFUSED", values: { count: 2, rows: ["2", "303"] } };
      expect(answers).toEqual(answers[0] === "done" ? ["done", refused] : [refused, "done"]);
      const created = [await loginsWith("a"), await loginsWith("z")];
      expect(created).toEqual(answers[0] === "done" ? [300, 0] : [0, 300]);
      expect(await loginsWith("x@")).toBe(1);
      expect(await outbox()).toHaveLength(302);
    },
  );

  test("of one form posted several times at the same time one creates, and all say the same", async () => {
    const importId = await draftImport(one, tree.customerA1.id, listOf("a", []));
    const posts = Array.from({ length: 4 }, () => refusal(importUsers(one, tree.customerA1.id, importId)));
    expect(await Promise.all(posts)).toEqual(["done", "done", "done", "done"]);
    expect(await outbox()).toHaveLength(300);
  });

  test("a user created alone meanwhile either comes first or is refused, and no row is lost", async () => {
    const importId = await draftImport(one, tree.customerA1.id, listOf("a", ["x@b.example"]));
    const form = createUserSchema.parse({
      email: "x@b.example",
      useEmailAsLogin: "on",
      language: "en",
      access: "administrator",
    });
    const answers = await Promise.all([
      refusal(importUsers(one, tree.customerA1.id, importId)),
      refusal(createUser(other, tree.customerB1.id, form)),
    ]);
    expect([
      ["done", { code: "LOGIN_TAKEN", field: "email" }],
      [{ code: "IMPORT_REFUSED", values: { count: 1, rows: ["2"] } }, "done"],
    ]).toContainEqual(answers);
    expect(await loginsWith("x@")).toBe(1);
    expect(await loginsWith("a")).toBe(answers[0] === "done" ? 300 : 0);
  });
});
