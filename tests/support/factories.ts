import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { asSystem, rowsOf, type Transaction } from "@/db";
import { tenants, userPasswords, userRoles, users } from "@/db/tables";
import { type Actor, accessOf } from "@/lib/access/actor";
import { ADMINISTRATOR_OF } from "@/lib/access/roles";
import { named } from "@/lib/fields/unique-name";
import type { TenantKind } from "@/lib/vocabulary";
import { BACKUP_ROLES, type Role } from "@/lib/vocabulary";

/** The password of every user made with `password: PASSWORD`. */
export const PASSWORD = "correct horse battery staple";
/** Its bcrypt hash at cost 4: signing in with it takes a millisecond instead of a third of a second. */
export const PASSWORD_HASH = "$2b$04$VE0/EHtvnlAjLV/EvNqfPuQGgnbQDLpqUPauYI3Awn1N0oxyyHOEm";

export type TestTenant = { id: number; path: string; kind: TenantKind; name: string };
export type TestUser = { id: number; login: string; email: string; tenant: TestTenant; role: Role };

/** From where the requests of tests come. */
export const REQUEST = { address: "192.0.2.10", userAgent: "Backstay tests", requestId: "test-request" };
/** The browser in which users of tests activate their accounts. */
export const BROWSER_ID = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f00aa";

let count = 0;
const next = () => {
  count += 1;
  return count;
};

/** A tenant below another one; the provider when there is none above. */
export async function makeTenant(kind: TenantKind, parent?: TestTenant, name?: string): Promise<TestTenant> {
  const { made } = await makeTenants({
    made: { kind, name: name ?? `${kind} ${next()}`, parentId: parent?.id ?? null },
  });
  return made;
}

type NewTenant<Key> = { kind: TenantKind; name: string; below?: Key; parentId?: number | null };

/** Several tenants in two statements, in the order given; `below` names one of them that comes earlier. */
async function makeTenants<Key extends string>(all: Record<Key, NewTenant<NoInfer<Key>>>) {
  const entries = Object.entries(all) as [Key, NewTenant<Key>][];
  const rows = await asSystem("test", async (tx) => {
    const taken = await tx.execute(
      sql`select nextval(pg_get_serial_sequence('tenants', 'id')) as id from generate_series(1, ${entries.length}::int)`,
    );
    const ids = rowsOf<{ id: string }>(taken).map(({ id }) => Number(id));
    const idOf = (key: Key) => ids[entries.findIndex(([name]) => name === key)];
    return tx
      .insert(tenants)
      .overridingSystemValue()
      .values(
        entries.map(([key, { kind, name, below, parentId = null }]) => ({
          id: idOf(key),
          kind,
          ...named(name),
          language: "en",
          parentId: below ? idOf(below) : parentId,
          mode: kind === "customer" ? ("production" as const) : null,
          // Each a moment after the one before, as in life.
          createdAt: sql`clock_timestamp()`,
        })),
      )
      .returning({ id: tenants.id, path: tenants.path, kind: tenants.kind, name: tenants.name });
  });
  return Object.fromEntries(entries.map(([key], index) => [key, rows[index]])) as Record<Key, TestTenant>;
}

/**
 * A small installation:
 *
 *     provider
 *     ├─ partner A ─┬─ customer A1 ─┬─ unit A1a ── unit A1b (below A1a)
 *     │             │               └─ unit A1c
 *     │             └─ customer A2
 *     ├─ partner B ─── customer B1 ─── unit B1a
 *     └─ customer C
 */
export function makeTree() {
  return makeTenants({
    provider: { kind: "root", name: "Provider" },
    partnerA: { kind: "partner", name: "Partner A", below: "provider" },
    customerA1: { kind: "customer", name: "Customer A1", below: "partnerA" },
    unitA1a: { kind: "unit", name: "Unit A1a", below: "customerA1" },
    unitA1b: { kind: "unit", name: "Unit A1b", below: "unitA1a" },
    unitA1c: { kind: "unit", name: "Unit A1c", below: "customerA1" },
    customerA2: { kind: "customer", name: "Customer A2", below: "partnerA" },
    partnerB: { kind: "partner", name: "Partner B", below: "provider" },
    customerB1: { kind: "customer", name: "Customer B1", below: "partnerB" },
    unitB1a: { kind: "unit", name: "Unit B1a", below: "customerB1" },
    customerC: { kind: "customer", name: "Customer C", below: "provider" },
  });
}

export type Tree = Awaited<ReturnType<typeof makeTree>>;

/**
 * Gives each test of a file a tree, made before it. Call it at the top of the file, after useTestDatabase():
 *
 *     const tree = useTree();
 *     const admin = useUser(() => ({ tenant: tree.customerA1 }));
 *
 * @returns the same object for all tests, filled again before each.
 */
export function useTree(): Tree {
  const tree = {} as Tree;
  beforeEach(async () => {
    Object.assign(tree, await makeTree());
  });
  return tree;
}

/** The same with a user. @param input is asked before each test, when the tree is there. */
export function useUser(input: () => NewTestUser): TestUser {
  const user = {} as TestUser;
  beforeEach(async () => {
    Object.assign(user, await makeUser(input()));
  });
  return user;
}

/** A new administrator of a tenant, as one who is signed in. */
export const adminOf = async (tenant: TestTenant): Promise<Actor> => actorFor(await makeUser({ tenant }));

type NewTestUser = {
  tenant: TestTenant;
  /** Default: the administrator's role of that kind of tenant. */
  role?: Role;
  /** Default: true. */
  activated?: boolean;
  /** Whether PASSWORD signs in; default: when activated. */
  password?: boolean;
  login?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  disabled?: boolean;
};

/** A user with one role. */
export function makeUser(input: NewTestUser): Promise<TestUser> {
  const { tenant, role = ADMINISTRATOR_OF[tenant.kind], activated = true, password = activated } = input;
  const login = input.login ?? `user${next()}@${tenant.kind}${tenant.id}.example`;
  const email = input.email ?? login;
  return asSystem("test", async (tx) => {
    const place = { tenantId: tenant.id, tenantPath: tenant.path };
    const now = new Date();
    const [user] = await tx
      .insert(users)
      .values({
        ...place,
        login,
        email,
        language: "en",
        firstName: input.firstName ?? null,
        lastName: input.lastName ?? null,
        activatedAt: activated ? now : null,
        disabledAt: input.disabled ? now : null,
      })
      .returning({ id: users.id });
    if (!user) throw new Error("the user was not stored");
    await giveRole(tx, user.id, tenant, role);
    if (password) await tx.insert(userPasswords).values({ userId: user.id, hash: PASSWORD_HASH });
    return { id: user.id, login, email, tenant, role };
  });
}

async function giveRole(tx: Transaction, userId: number, tenant: TestTenant, role: Role): Promise<void> {
  const service = BACKUP_ROLES.some((backupRole) => backupRole === role) ? "backup" : "management_portal";
  await tx.insert(userRoles).values({ userId, tenantId: tenant.id, tenantPath: tenant.path, service, role });
}

/** A user as the verbs take one who is signed in. The session is made up: verbs do not look at it. */
export function actorFor(user: TestUser): Actor {
  const roles: Actor["roles"] = BACKUP_ROLES.some((role) => role === user.role)
    ? { backup: user.role }
    : { management_portal: user.role };
  return {
    sessionId: randomUUID(),
    userId: user.id,
    login: user.login,
    email: user.email,
    firstName: null,
    lastName: null,
    language: "en",
    timeZone: "UTC",
    companyTimeZone: "UTC",
    tenantId: user.tenant.id,
    tenantPath: user.tenant.path,
    tenantName: user.tenant.name,
    tenantKind: user.tenant.kind,
    roles,
    access: accessOf(roles),
    eulaAccepted: true,
    twoFactorDue: false,
    now: new Date(),
    request: REQUEST,
  };
}
