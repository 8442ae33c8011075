import { eq, sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { fill } from "@/db/seed/fill";
import { planTenants } from "@/db/seed/plan";
import { tenants } from "@/db/tables";
import { openSecret, sealSecret } from "@/lib/auth/two-factor";
import { ensureProvider } from "@/lib/clients/ensure-provider";
import { useTestDatabase } from "@/tests/support/test-database";

useTestDatabase({ emptyBetweenTests: false });

const HASH = "$2b$12$.cl/gk1CHbe898ji0TJhYecFgZG6UOSa7e2fyqX5wP3IqeIXZjPHC";
const size = { partners: 4, customers: 60, users: 900 };
const one = async (query: string) =>
  Number(
    Object.values(
      rowsOf<Record<string, unknown>>(await asSystem("test", (tx) => tx.execute(sql.raw(query))))[0] ?? {},
    )[0],
  );
const indexes = async () =>
  rowsOf<{ definition: string }>(
    await asSystem("test", (tx) =>
      tx.execute(sql`select indexdef as definition from pg_indexes where schemaname = 'public' order by 1`),
    ),
  ).map(({ definition }) => definition);
let before: string[] = [];

beforeAll(async () => {
  await ensureProvider();
  before = await indexes();
  await asSystem("test", async (tx) => {
    const [root] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.kind, "root"));
    const plan = planTenants(size);
    const secrets = { passwordHash: HASH, sealFor: (id: number) => sealSecret("JBSWY3DPEHPK3PXP", id) };
    await fill(tx, { id: root?.id ?? 0 }, plan, secrets, () => {});
  });
});

test("makes what was requested, below the provider and its administrator", async () => {
  expect(await one("select count(*) from tenants where kind = 'partner'")).toBe(size.partners);
  expect(await one("select count(*) from tenants where kind = 'customer'")).toBe(size.customers);
  expect(await one("select count(*) from users")).toBe(size.users + 1);
  expect(
    await one("select count(*) from users u where not exists (select from user_roles r where r.user_id = u.id)"),
  ).toBe(0);
});

test("every company has an active administrator with the password", async () => {
  const without = `select count(*) from tenants t where kind <> 'root' and not exists (
    select from users u join user_roles r on r.user_id = u.id and r.role like '%_admin' and r.service = 'management_portal'
      and r.role <> 'readonly_admin' join user_passwords p on p.user_id = u.id
    where u.tenant_id = t.id and u.activated_at is not null and u.disabled_at is null and u.deleted_at is null)`;
  expect(await one(without)).toBe(0);
  expect(await one(`select count(distinct hash) from user_passwords`)).toBe(1);
});

test("nothing happened before it could, and nothing lies in the future", async () => {
  expect(
    await one(`select count(*) from users u join tenants t on t.id = u.tenant_id where kind <> 'root' and
      (u.created_at < t.created_at - interval '1 minute' or u.activated_at > now() or u.last_sign_in_at > now() or u.last_sign_in_at < u.created_at)`),
  ).toBe(0);
  expect(
    await one(
      "select count(*) from tenants t join tenants p on p.id = t.parent_id where p.kind = 'customer' and t.created_at < p.created_at",
    ),
  ).toBe(0);
});

test("secrets of the authenticator belong to their users", async () => {
  const rows = rowsOf<{ id: string; sealed: string }>(
    await asSystem("test", (tx) => tx.execute(sql`select user_id::text as id, sealed_secret as sealed from user_totp`)),
  );
  expect(rows.length).toBeGreaterThan(50);
  for (const { id, sealed } of rows) expect(openSecret(sealed, Number(id))).toBe("JBSWY3DPEHPK3PXP");
});

test("all indexes are there again, and new rows get new ids", async () => {
  expect(await indexes()).toEqual(before);
  expect(
    await one(
      "insert into tenants (parent_id, kind, name, unique_name, language) values (1, 'partner', 'Later', 'later', 'en') returning id",
    ),
  ).toBe(await one("select max(id) from tenants"));
});
