import { and, eq, sql } from "drizzle-orm";
import { asActor, rowsOf } from "@/db";
import { isAnyOf } from "@/db/any-of";
import { users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { displayName } from "@/lib/display-name";
import { idsAlong } from "@/lib/list/find";
import { findPage, idsOf, inOrderOf, type Part } from "@/lib/list/page";
import { findTenant, getTenant } from "./queries";

export type TwoFactorState = {
  /** Whether it applies to the users of this tenant, by its own setting or its customer's. */
  required: boolean;
  /** People who can sign in, and how many of them have set it up. */
  people: number;
  setUp: number;
  /** Of the reader, when they belong here. */
  own: boolean | null;
};

/**
 * Whether a tenant requires two-factor authentication, and how far its users are.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function readTwoFactorState(actor: Actor, tenantId: number): Promise<TwoFactorState> {
  return asActor(actor, async (tx) => {
    const tenant = await findTenant(tx, actor, tenantId);
    assertCan(actor, "security.view", tenant);
    const [state] = rowsOf<{ required: boolean; people: string; setUp: string }>(
      await tx.execute(sql`select two_factor_required(${tenant.path}::ltree) as required,
        people::text, set_up::text as "setUp" from two_factor_figures(${tenant.id})`),
    );
    const [self] = await tx
      .select({ twoFactor: users.twoFactor })
      .from(users)
      .where(and(eq(users.id, actor.userId), eq(users.tenantId, tenant.id)));
    return {
      required: state?.required ?? false,
      people: Number(state?.people ?? 0),
      setUp: Number(state?.setUp ?? 0),
      own: self?.twoFactor ?? null,
    };
  });
}

export type PersonWithoutTwoFactor = {
  id: number;
  login: string;
  name: string | null;
  lastSignInAt: Date | null;
};

export type PeopleWithoutTwoFactor = {
  people: PersonWithoutTwoFactor[];
  /** Whether the list begins before these. */
  earlier: boolean;
  /** The id after which the list goes on; null at its end. */
  next: number | null;
};

const PEOPLE_PER_PAGE = 50;

/**
 * The users of a tenant who can sign in and haven't set up two-factor authentication, in the order of their logins.
 * @throws AppError NOT_FOUND for a tenant out of reach, FORBIDDEN.
 */
export async function listWithoutTwoFactor(
  actor: Actor,
  tenantId: number,
  place: { after?: number } = {},
): Promise<PeopleWithoutTwoFactor> {
  const tenant = await getTenant(actor, tenantId);
  assertCan(actor, "security.view", tenant);
  const { id } = tenant;
  return asActor(actor, async (tx) => {
    const find = (part: Part) => idsOf(tx, idsWithoutTwoFactor(id, part));
    const known = async (user: number) => (await tx.$count(users, and(eq(users.id, user), eq(users.tenantId, id)))) > 0;
    const { keys, ...page } = await findPage({ find, known }, PEOPLE_PER_PAGE, place);
    const rows = await tx
      .select({
        id: users.id,
        login: users.login,
        firstName: users.firstName,
        lastName: users.lastName,
        lastSignInAt: users.lastSignInAt,
      })
      .from(users)
      .where(isAnyOf(users.id, keys));
    const people = inOrderOf(keys, rows).map(({ firstName, lastName, ...person }) => ({
      ...person,
      name: displayName({ firstName, lastName }, actor.language),
    }));
    return { ...page, people };
  });
}

/** Along an index of its own, which the policies leave to it. */
const idsWithoutTwoFactor = (tenantId: number, { limit, after }: Part) =>
  idsAlong({
    table: sql`users`,
    within: sql`tenant_id = ${tenantId} and status = 'active' and not two_factor`,
    key: sql`login_key`,
    direction: "ascending",
    after: after === undefined ? undefined : sql`id = ${after} and tenant_id = ${tenantId}`,
    limit,
  });
