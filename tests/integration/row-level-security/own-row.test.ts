import { eq } from "drizzle-orm";
import { asActor, asSystem, type Scope } from "@/db";
import { users } from "@/db/tables";
import { useTree, useUser } from "../../support/factories";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const user = useUser(() => ({ tenant: tree.customerA1, role: "backup_user" }));

const scope = (access: Scope["access"]): Scope => ({ userId: user.id, tenantPath: user.tenant.path, access });

async function change(access: Scope["access"], values: Partial<typeof users.$inferInsert>): Promise<string> {
  return asActor(scope(access), (tx) => tx.update(users).set(values).where(eq(users.id, user.id))).then(
    () => "changed",
    () => "refused",
  );
}

test.each(["self", "read"] as const)(
  "with %s access people change their name and nothing that administers them",
  async (access) => {
    const before = await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, user.id)));
    expect(await change(access, { email: "other@example.com" })).toBe("refused");
    expect(await change(access, { disabledAt: new Date() })).toBe("refused");
    expect(await change(access, { deletedAt: new Date() })).toBe("refused");
    expect(await asSystem("test", (tx) => tx.select().from(users).where(eq(users.id, user.id)))).toEqual(before);
    expect(await change(access, { firstName: "Nils", language: "de" })).toBe("changed");
  },
);

test("an administrator changes all of it but the address, which its owner confirms", async () => {
  expect(await change("admin", { firstName: "Nils", disabledAt: new Date() })).toBe("changed");
  expect(await change("admin", { email: "other@example.com" })).toBe("refused");
});
