import { sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import {
  auditLog,
  brands,
  browsers,
  emails,
  eulaAcceptances,
  quotas,
  recoveryCodes,
  sessions,
  submissions,
  tenants,
  tokens,
  usages,
  userBatches,
  userBatchRows,
  userPasswords,
  userRoles,
  users,
  userTotp,
} from "@/db/tables";
import { named } from "@/lib/fields/unique-name";
import type { TokenPurpose } from "@/lib/vocabulary";
import { storeVersion } from "../support/eula";
import { PASSWORD_HASH } from "../support/factories";
import { hostNameOf, markOf, type Part, type Person, type Tenant, type World } from "./world";

const EULA = "isolation";

/** What a user's link is for; for everyone else, to reset the password. */
const PURPOSES: Partial<Record<Part, TokenPurpose>> = { notActivated: "activation", moving: "email_change" };

/** Stores a world as it is: its ids, its words, and at least one row of every kind for each tenant. */
export async function storeWorld(world: Pick<World, "tenants" | "people">): Promise<void> {
  await asSystem("test", async (tx) => {
    await storeVersion(tx, EULA);
    for (const tenant of world.tenants) await storeTenant(tx, tenant);
    await storePeople(tx, world.people);
    // None is due, whatever day it is: what goes out by itself would be among what requests change.
    await tx.execute(sql`insert into mailings (template, period, finished_at)
      values ('usage_report', '2999-12-31', now()), ('daily_recap', '2999-12-31', now())
      on conflict (template) do update set period = excluded.period, finished_at = excluded.finished_at`);
    // What the requests of the tests bring into being gets ids that nothing else has.
    for (const [table, id] of [
      ["tenants", 715_000_000],
      ["users", 725_000_000],
      ["audit_log", 735_000_000],
    ]) {
      await tx.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${id})`);
    }
  });
}

/** Stores a tenant with its quota and what it uses. */
export async function storeTenant(tx: Transaction, tenant: Tenant): Promise<void> {
  const { id, kind, name, parentId, state = "open" } = tenant;
  const mode = kind !== "customer" ? null : state === "trial" ? "trial" : "production";
  const shut = state === "disabled" || state === "deleted" ? new Date() : null;
  const deleted = state === "deleted" ? { deletedAt: new Date(), deletedWith: id } : {};
  await tx
    .insert(tenants)
    .overridingSystemValue()
    .values({
      id,
      kind,
      ...named(name),
      parentId,
      language: "en",
      mode,
      disabledAt: shut,
      selfManaged: state === "closed",
      ...deleted,
    });
  const place = { tenantId: id, tenantPath: tenant.path, item: "storage" as const };
  await tx.insert(quotas).values({ ...place, valueBytes: 50_000_000_000 });
  if (kind === "root" || kind === "partner") {
    // The brand's name is on the pages of everyone below, so it carries no mark.
    const { path: tenantPath } = tenant;
    await tx.insert(brands).values({
      tenantId: id,
      tenantPath,
      productName: "A product",
      hostName: hostNameOf(tenant),
      accent: "#8a1c5c",
    });
  }
  await tx.insert(usages).values({ ...place, usedBytes: 10_000_000_000, measuredAt: new Date() });
}

/** Stores users with everything that belongs to them. */
export async function storePeople(tx: Transaction, people: readonly Person[]): Promise<void> {
  const now = new Date();
  const later = new Date(now.getTime() + 20 * 3_600_000);
  const placeOf = ({ tenant }: Person) => ({ tenantId: tenant.id, tenantPath: tenant.path });
  const each = <Row>(row: (person: Person) => Row) => people.map(row);
  await tx
    .insert(users)
    .overridingSystemValue()
    .values(
      each((person) => ({
        id: person.id,
        ...placeOf(person),
        login: person.login,
        email: `mail-${person.login}`,
        firstName: `First${person.mark}`,
        lastName: `Last${person.tenant.mark}`,
        language: "en",
        activatedAt: person.part === "notActivated" ? null : now,
        disabledAt: person.part === "disabled" || person.part === "deleted" ? now : null,
        deletedAt: person.part === "deleted" ? now : null,
      })),
    );
  await tx
    .insert(userRoles)
    .values(each((person) => ({ userId: person.id, ...placeOf(person), service: person.service, role: person.role })));
  await tx.insert(userPasswords).values(each(({ id }) => ({ userId: id, hash: PASSWORD_HASH })));
  await tx.insert(sessions).values(
    each((person) => ({
      id: person.sessionId,
      userId: person.id,
      ...placeOf(person),
      state: "active" as const,
      address: "192.0.2.7",
      userAgent: `Browser ${markOf("s", person)}`,
      lastSeenAt: now,
      expiresAt: later,
    })),
  );
  await tx.insert(emails).values(
    each((person) => ({
      id: person.emailId,
      userId: person.id,
      ...placeOf(person),
      template: "activation",
      toAddress: `mail-${person.login}`,
      language: "en",
      payload: { tokenId: person.tokenId },
      status: "failed" as const,
      lastError: `refused: 550 ${markOf("e", person)}`,
    })),
  );
  await tx.insert(submissions).values(
    each((person) => ({
      id: person.importId,
      purpose: "user.import",
      userId: person.id,
      ...placeOf(person),
      draft: `email,role\n${person.mark}.imported@elsewhere.example,readonly_admin`,
    })),
  );
  await tx.insert(userBatches).values(
    each((person) => ({
      id: person.batchId,
      userId: person.id,
      ...placeOf(person),
      action: "disable" as const,
    })),
  );
  await tx
    .insert(userBatchRows)
    .values(each((person) => ({ batchId: person.batchId, position: 1, ...placeOf(person), userId: person.id })));
  await tx.insert(tokens).values(
    each((person) => ({
      id: person.tokenId,
      userId: person.id,
      purpose: PURPOSES[person.part] ?? ("password_reset" as const),
      newEmail: person.part === "moving" ? `new-${person.login}` : null,
      expiresAt: later,
    })),
  );
  const trust = { trustedAt: now, trustedUntil: later };
  await tx
    .insert(browsers)
    .values(each(({ id, sessionId, tokenId }) => ({ userId: id, browserId: sessionId, trustId: tokenId, ...trust })));
  const victims = people.filter(({ part }) => part === "active");
  if (victims.length > 0) {
    await tx.insert(userTotp).values(victims.map(({ id }) => ({ userId: id, sealedSecret: "x", confirmedAt: now })));
    await tx.insert(recoveryCodes).values(victims.map(({ id, mark }) => ({ userId: id, hash: mark })));
  }
  const readers = people.filter(({ part }) => part !== "newcomer" && part !== "notActivated");
  if (readers.length > 0) {
    await tx.insert(eulaAcceptances).values(
      readers.map((person) => ({
        userId: person.id,
        ...placeOf(person),
        version: EULA,
        language: "en",
        userAgent: `Browser ${person.mark}`,
      })),
    );
  }
  await tx
    .insert(auditLog)
    .overridingSystemValue()
    .values(
      each((person) => ({
        id: person.lineId,
        event: "user.create",
        ...placeOf(person),
        actorUserId: person.id,
        actorLogin: person.login,
        actorTenantId: person.tenant.id,
        objectType: "user",
        objectId: String(person.id),
        objectName: person.login,
        address: "192.0.2.7",
        userAgent: `Browser ${markOf("l", person)}`,
        requestId: markOf("l", person),
        details: { role: person.role, note: markOf("l", person) },
      })),
    );
}
