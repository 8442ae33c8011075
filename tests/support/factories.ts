import { randomUUID } from "node:crypto";
import { asSystem, type Transaction } from "@/db";
import { tenants, userPasswords, userRoles, users } from "@/db/tables";
import { type Actor, accessOf } from "@/lib/access/actor";
import { ADMINISTRATOR_OF } from "@/lib/access/roles";
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
/** The browser in which people of tests activate their accounts. */
export const BROWSER_ID = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f00aa";

let count = 0;
const next = () => {
  count += 1;
  return count;
};

/** A tenant below another one; the provider when there is none above. */
export function makeTenant(kind: TenantKind, parent?: TestTenant, name?: string): Promise<TestTenant> {
  return asSystem("test", async (tx) => {
    const values = { kind, name: name ?? `${kind} ${next()}`, language: "en", parentId: parent?.id ?? null };
    const [row] = await tx
      .insert(tenants)
      .values({ ...values, mode: kind === "customer" ? "production" : null })
      .returning({ id: tenants.id, path: tenants.path });
    if (!row) throw new Error("the tenant was not stored");
    return { ...row, kind, name: values.name };
  });
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
export async function makeTree() {
  const provider = await makeTenant("root", undefined, "Provider");
  const partnerA = await makeTenant("partner", provider, "Partner A");
  const customerA1 = await makeTenant("customer", partnerA, "Customer A1");
  const unitA1a = await makeTenant("unit", customerA1, "Unit A1a");
  const unitA1b = await makeTenant("unit", unitA1a, "Unit A1b");
  const unitA1c = await makeTenant("unit", customerA1, "Unit A1c");
  const customerA2 = await makeTenant("customer", partnerA, "Customer A2");
  const partnerB = await makeTenant("partner", provider, "Partner B");
  const customerB1 = await makeTenant("customer", partnerB, "Customer B1");
  const unitB1a = await makeTenant("unit", customerB1, "Unit B1a");
  const customerC = await makeTenant("customer", provider, "Customer C");
  return {
    provider,
    partnerA,
    customerA1,
    unitA1a,
    unitA1b,
    unitA1c,
    customerA2,
    partnerB,
    customerB1,
    unitB1a,
    customerC,
  };
}

export type Tree = Awaited<ReturnType<typeof makeTree>>;

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
    tenantId: user.tenant.id,
    tenantPath: user.tenant.path,
    tenantName: user.tenant.name,
    tenantKind: user.tenant.kind,
    roles,
    access: accessOf(roles),
    eulaAccepted: true,
    twoFactorDue: false,
    request: REQUEST,
  };
}
