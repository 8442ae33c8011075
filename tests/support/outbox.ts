import { eq, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { emails, tenants, tokens, users } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { addTenant } from "@/lib/clients/provision-tenant";
import { type EmailMessage, type EmailTransport, TransportError } from "@/lib/email/transports/contract";
import { NO_REQUEST } from "@/lib/http/request-info";

export type Installation = { rootId: number; partnerId: number; customerId: number; customerAdminId: number };

/** A provider, a partner, and the partner's customer with one administrator; their activation emails are in the outbox. */
export async function createInstallation(): Promise<Installation> {
  return asSystem("test", async (tx) => {
    const person = (login: string) => ({
      email: login,
      login,
      language: "en" as const,
      firstName: null,
      lastName: null,
    });
    const common = { language: "en", quotaBytes: null };
    const { tenantId: rootId } = await addTenant(tx, "system", {
      ...common,
      parentId: null,
      kind: "root",
      name: "Fjord Backup",
      mode: null,
      administrator: person("root@fjord.example.com"),
    });
    const { tenantId: partnerId } = await addTenant(tx, "system", {
      ...common,
      parentId: rootId,
      kind: "partner",
      name: "Northwind Partners",
      mode: null,
      administrator: person("admin@northwind.example.com"),
    });
    const { tenantId: customerId, userId: customerAdminId } = await addTenant(tx, "system", {
      ...common,
      parentId: partnerId,
      kind: "customer",
      name: "Contoso visit evil.example.com/now",
      mode: "production",
      administrator: { ...person("zoe@contoso.example.com"), firstName: "Zoë", lastName: "van der Meer" },
    });
    return { rootId, partnerId, customerId, customerAdminId };
  });
}

/** Only the customer administrator's email is left in the outbox, for tests of one email. */
export async function keepOneEmail(customerAdminId: number): Promise<string> {
  return asSystem("test", async (tx) => {
    await tx.delete(emails).where(sql`${emails.userId} <> ${customerAdminId}`);
    const [row] = await tx.select({ id: emails.id }).from(emails);
    if (!row) throw new Error("no email in the outbox");
    return row.id;
  });
}

/** The administrator of a tenant as a signed-in actor. */
export async function administratorOf(tenantId: number, access: Actor["access"] = "admin"): Promise<Actor> {
  const [row] = await asSystem("test", (tx) =>
    tx
      .select({
        userId: users.id,
        login: users.login,
        email: users.email,
        tenantPath: tenants.path,
        tenantName: tenants.name,
        tenantKind: tenants.kind,
      })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(eq(users.tenantId, tenantId))
      .limit(1),
  );
  if (!row) throw new Error("no administrator there");
  const role = access === "read" ? "readonly_admin" : row.tenantKind === "customer" ? "company_admin" : "partner_admin";
  return {
    ...row,
    access,
    tenantId,
    sessionId: "00000000-0000-4000-8000-000000000000",
    firstName: null,
    lastName: null,
    language: "en",
    timeZone: "UTC",
    companyTimeZone: "UTC",
    roles: { management_portal: role },
    eulaAccepted: true,
    twoFactorDue: false,
    now: new Date(),
    request: NO_REQUEST,
  };
}

/** An outbox row as it is. */
export async function readEmail(id: string): Promise<typeof emails.$inferSelect> {
  const [row] = await asSystem("test", (tx) => tx.select().from(emails).where(eq(emails.id, id)));
  if (!row) throw new Error("no such email");
  return row;
}

/** Changes the token behind an email. */
export async function changeToken(changes: Partial<typeof tokens.$inferInsert>, userId: number): Promise<void> {
  await asSystem("test", (tx) => tx.update(tokens).set(changes).where(eq(tokens.userId, userId)));
}

/** A transport that keeps what it was given, and fails as long as `failure` says so. */
export function recordingTransport(options: { delayMs?: number } = {}): EmailTransport & {
  messages: EmailMessage[];
  failure: TransportError | null;
} {
  const transport = {
    messages: [] as EmailMessage[],
    failure: null as TransportError | null,
    async send(message: EmailMessage) {
      await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 0));
      if (transport.failure) throw transport.failure;
      transport.messages.push(message);
      return { providerId: `provider-${message.id}` };
    },
  };
  return transport;
}

export const unreachable = () =>
  new TransportError("unreachable", { permanent: false, detail: "connect ECONNREFUSED" });
export const refused = () => new TransportError("refused", { permanent: true, detail: "550 no such mailbox" });
