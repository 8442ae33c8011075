import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import { fill } from "@/db/seed/fill";
import { planTenants } from "@/db/seed/plan";
import { tenants } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import type { AuditFilter } from "@/lib/audit-log/model";
import { listAuditLines, listLinesOfUser, listTenantsBelow } from "@/lib/audit-log/queries";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { activateSession, actorOfSession } from "@/lib/auth/sessions";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { sealSecret } from "@/lib/auth/two-factor";
import { ensureProvider } from "@/lib/clients/ensure-provider";
import { listClients } from "@/lib/clients/list-clients";
import { CLIENT_LIST } from "@/lib/clients/model";
import { listUnsentEmails } from "@/lib/email/list-unsent-emails";
import { listAcceptances } from "@/lib/eula/list-acceptances";
import type { AcceptanceFilter } from "@/lib/eula/model";
import { DAILY_RECAP, dailyRecapOf } from "@/lib/mailings/daily-recap";
import { type Mailing, sendMailing } from "@/lib/mailings/send-mailing";
import { USAGE_REPORT, usageReportOf } from "@/lib/mailings/usage-report";
import { overviewOf } from "@/lib/overview/queries";
import { searchBelow } from "@/lib/search/search-below";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import { listWithoutTwoFactor } from "@/lib/tenants/two-factor-state";
import { draftImport } from "@/lib/user-import/draft-import";
import { importUsers } from "@/lib/user-import/import-users";
import { getImport } from "@/lib/user-import/queries";
import { listBackupUsers, listUsers } from "@/lib/users/list-users";
import { USER_LIST } from "@/lib/users/model";
import { actorFor, PASSWORD, PASSWORD_HASH, REQUEST, type TestTenant, type TestUser } from "../../support/factories";
import { readTooMuch } from "../../support/reads";
import { onPostgres, useTestDatabase } from "../../support/test-database";

useTestDatabase({ emptyBetweenTests: false, poolSize: 1 });

const SIZE = { partners: 4, customers: 8_000, users: 24_000 };
const block = onPostgres ? describe : describe.skip;

/*
 * How many rows and entries of indexes of one table a question may look at. There are 24,000 users, as many emails and
 * more entries of the log: what has lost its index looks at more. NEAR_BY: nearby rows are looked through
 * (docs/decisions/0012, 0019).
 * SCOPE: names of tenants, for which the policy of tenants has Postgres look through the actor's scope, once a page.
 * SEARCH: only what is read from end to end is a mistake; a search meets several indexes and combines what they find.
 */
const PAGE = 2_500;
const NEAR_BY = 14_000;
/** Signing in writes a user's row and its ten indexes; looking a login up without its index takes 300. */
const BLOCKS = 220;
const SCOPE = 20_000;
const SEARCH = 200_000;

type Row = { id: string; path: string; kind: TestTenant["kind"]; name: string };
type Question = [name: string, most: number, ask: () => Promise<unknown>];

block("what is read of 8,000 customers and 24,000 people (only on Postgres: set TEST_DATABASE_URL)", () => {
  let provider: Actor;
  let partner: Actor;
  let customer: Actor;
  let reader: TestUser;

  beforeAll(async () => {
    await ensureProvider();
    await asSystem("test", async (tx) => {
      const [root] = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.kind, "root"));
      const secrets = { passwordHash: PASSWORD_HASH, sealFor: (id: number) => sealSecret("JBSWY3DPEHPK3PXP", id) };
      await fill(tx, { id: root?.id ?? 0 }, planTenants(SIZE), secrets, () => {});
      // One self-managed customer: from here on the policies look up the tenant of every row.
      await tx.execute(sql`update tenants set self_managed = true
        where id = (select max(id) from tenants where kind = 'customer' and disabled_at is null)`);
      await tx.execute(
        sql`update emails set created_at = now() - interval '2 days' where status = 'failed' and id::text < '8'`,
      );
    });
    await asSystem("test", (tx) => tx.execute(sql`analyze`));
    provider = await administratorOf(sql`kind = 'root'`);
    partner = await administratorOf(sql`kind = 'partner' and id = (select parent_id from tenants group by parent_id
      having parent_id <> 1 order by count(*) desc limit 1)`);
    customer = await administratorOf(
      sql`id = (select tenant_id from users group by tenant_id order by count(*) desc limit 1)`,
    );
  });

  /** An administrator of the one tenant that a condition names. */
  async function administratorOf(which: ReturnType<typeof sql>): Promise<Actor> {
    return asSystem("test", async (tx) => {
      const [tenant] = rowsOf<Row>(await tx.execute(sql`select id, path, kind, name from tenants where ${which}`));
      const [user] = rowsOf<{ id: string; login: string; email: string; role: TestUser["role"] }>(
        await tx.execute(sql`select u.id, login, email, role from users u join user_roles r on r.user_id = u.id
          where u.tenant_id = ${tenant?.id ?? 0} and role like '%_admin' and role <> 'readonly_admin'
            and service = 'management_portal' order by u.id limit 1`),
      );
      if (!tenant || !user) throw new Error("the seed made nobody of that kind");
      reader = { ...user, id: Number(user.id), tenant: { ...tenant, id: Number(tenant.id) } };
      return actorFor(reader);
    });
  }

  async function ask(most: number, question: () => Promise<unknown>, mostBlocks?: number): Promise<void> {
    expect(await readTooMuch(question, most, mostBlocks)).toEqual([]);
  }

  const clients = (query: Record<string, string>, place?: "after" | "around") => async () => {
    const state = CLIENT_LIST.parse(query);
    if (!place) return listClients(partner, partner.tenantId, state);
    const [middle] = await asSystem("test", async (tx) =>
      rowsOf<{ id: string }>(
        await tx.execute(
          sql`select id from tenants where parent_id = ${partner.tenantId} order by id offset 500 limit 1`,
        ),
      ),
    );
    return listClients(partner, partner.tenantId, { ...state, [place]: Number(middle?.id) });
  };
  const sorts = ["name", "-name", "created", "-created"];
  // Figures are looked up for each of the partner's 2,000 clients.
  const figures = ["storage", "-storage", "share", "-share", "users", "-users", "status", "-status"];

  test.each<Question>([
    ...sorts.flatMap((sort): Question[] => [
      [`first page by ${sort}`, NEAR_BY, clients({ sort })],
      [`deep page by ${sort}`, NEAR_BY, clients({ sort }, "after")],
      [`a page around one by ${sort}`, NEAR_BY, clients({ sort }, "around")],
    ]),
    ...figures.flatMap((sort): Question[] => [
      [`first page by ${sort}`, SEARCH, clients({ sort })],
      [`deep page by ${sort}`, SEARCH, clients({ sort }, "after")],
    ]),
    ...Object.entries({
      kind: ["customer", "partner"],
      mode: ["trial", "production"],
      status: ["active", "disabled", "deleted"],
      quota: ["nearly_full", "full"],
    }).flatMap(([filter, values]) =>
      values.map((value): Question => [`${filter} ${value}`, NEAR_BY, clients({ [filter]: value, sort: "-created" })]),
    ),
    ...["a", "in", "bakery", "logistics am", "nobody here", "@@@"].map(
      (search): Question => [`search for "${search}"`, NEAR_BY, clients({ search })],
    ),
    ["a mix of filters", NEAR_BY, clients({ search: "design", mode: "trial", status: "active", quota: "nearly_full" })],
  ])("clients, %s", (_name, most, question) => ask(most, question));

  const acceptances =
    (filter: AcceptanceFilter, deep = false) =>
    async () => {
      const { next } = await listAcceptances(provider, provider.tenantId, { filter });
      if (deep && next) await listAcceptances(provider, provider.tenantId, { filter, after: next });
    };
  test.each<Question>([
    ["everyone", SCOPE, acceptances({}, true)],
    ["one version", SCOPE, acceptances({ show: 1 }, true)],
    ["a version that isn't there", PAGE, acceptances({ show: 999 })],
    // With nearly everyone having accepted it, they are all walked past.
    ["who has not accepted it", SEARCH, acceptances({ show: "missing" }, true)],
    ...["anna", "an", "bakery", "anna weber", "weber anna example", "nobody here"].flatMap((text): Question[] => [
      [`search for "${text}"`, SEARCH, acceptances({ search: text }, true)],
      [`search for "${text}" in one version`, SEARCH, acceptances({ search: text, show: 1 })],
      [`search for "${text}" among who has not accepted it`, SEARCH, acceptances({ search: text, show: "missing" })],
    ]),
  ])("agreement, %s", (_name, most, question) => ask(most, question));

  const search =
    (text: string, area: "all" | "tenants" = "all", who = () => provider) =>
    () =>
      searchBelow(who(), { search: text, area }, 20);
  test.each<Question>([
    ...["anna", "an", "example", "anna weber", "schnieder", "nobody here", "@@@"].flatMap((text): Question[] => [
      [`"${text}" everywhere`, SEARCH, search(text)],
      [`"${text}" below a partner`, SEARCH, search(text, "all", () => partner)],
      [`"${text}" in a customer`, SEARCH, search(text, "all", () => customer)],
    ]),
    ...["harb", "bakery", "bakrey", "x", "nobody here"].map(
      (text): Question => [`"${text}" in the switcher`, SEARCH, search(text, "tenants")],
    ),
  ])("search, %s", (_name, most, question) => ask(most, question));

  const log =
    (filter: AuditFilter, who = () => provider, deep = false) =>
    async () => {
      const actor = who();
      const { next } = await listAuditLines(actor, actor.tenantId, { filter });
      if (deep && next) await listAuditLines(actor, actor.tenantId, { filter, after: next });
    };
  const today = new Date().toISOString().slice(0, 10);
  test.each<Question>([
    ["everything", SCOPE, log({}, undefined, true)],
    ["a partner", SCOPE, log({}, () => partner, true)],
    ["a customer", NEAR_BY, log({}, () => customer, true)],
    ["a day", NEAR_BY, log({ from: today, to: today })],
    ["an event", NEAR_BY, log({ event: "user.create" })],
    ["a person", NEAR_BY, () => log({ person: customer.login })()],
    ["a tenant", SCOPE, () => log({ tenant: customer.tenantId })()],
    ["of a user", NEAR_BY, () => listLinesOfUser(customer, customer.tenantId, customer.userId)],
    ["whom to filter by", SEARCH, () => listTenantsBelow(provider, provider.tenantId)],
  ])("audit log, %s", (_name, most, question) => ask(most, question));

  test.each<Question>([
    ["of the provider", NEAR_BY, () => overviewOf(provider, provider.tenantId)],
    ["of a partner", NEAR_BY, () => overviewOf(partner, partner.tenantId)],
    ["of a large customer", NEAR_BY, () => overviewOf(customer, customer.tenantId)],
    ["emails that failed", NEAR_BY, () => listUnsentEmails(provider, provider.tenantId, { status: "failed" })],
    [
      "emails that failed in a customer",
      PAGE,
      () => listUnsentEmails(customer, customer.tenantId, { status: "failed" }),
    ],
    ["emails that wait", NEAR_BY, () => listUnsentEmails(partner, partner.tenantId, { status: "queued" })],
    ["what a company holds", NEAR_BY, () => getTenantDetails(partner, partner.tenantId)],
    [
      "users waiting",
      NEAR_BY,
      () => listUsers(customer, customer.tenantId, USER_LIST.parse({ status: "not_activated" })),
    ],
    ["people without a second factor", PAGE, () => listWithoutTwoFactor(customer, customer.tenantId)],
    [
      "a deep page of them",
      PAGE,
      async () => {
        const { next } = await listWithoutTwoFactor(customer, customer.tenantId);
        await listWithoutTwoFactor(customer, customer.tenantId, { after: next ?? 0 });
      },
    ],
    ["users of the backup service", PAGE, () => listBackupUsers(customer, customer.tenantId)],
  ])("overview, %s", (_name, most, question) => ask(most, question));

  test("an import of users, as a draft and as a result", async () => {
    const list = ["email,role", ...Array.from({ length: 300 }, (_, n) => `import${n}@plans.example,backup_user`)];
    const id = await draftImport(customer, customer.tenantId, list.join("\n"));
    const look = (place = {}) => getImport(customer, customer.tenantId, id, place);
    await ask(PAGE, look);
    await ask(PAGE, () => look({ after: 100, all: true }));
    await importUsers(customer, customer.tenantId, id);
    // What has been written since is seen by no statistics that the planner has: its indexes are all there is.
    await ask(PAGE, look);
  });

  /** The first three steps of it. */
  const begin = (mailing: Mailing) => () => {
    let steps = 0;
    const nextTenants: Mailing["nextTenants"] = async (...given) => (steps++ < 3 ? mailing.nextTenants(...given) : []);
    return sendMailing({ ...mailing, nextTenants }, { now: new Date("2041-03-01T11:00:00Z"), tenantsAtOnce: 20 });
  };
  test.each<Question>([
    ["a usage report of the provider", NEAR_BY, () => usageReportOf(provider, provider.tenantId)],
    ["a usage report of a partner", NEAR_BY, () => usageReportOf(partner, partner.tenantId)],
    ["a daily recap of a partner", NEAR_BY, () => dailyRecapOf(partner, partner.tenantId)],
    ["usage reports, company after company", SEARCH, begin(USAGE_REPORT)],
    ["daily recaps, company after company", SEARCH, begin(DAILY_RECAP)],
  ])("mailings, %s", (_name, most, question) => ask(most, question));

  test("signing in, and the session on every request", async () => {
    const look = (question: () => Promise<unknown>) => ask(PAGE, question, BLOCKS);
    let sessionId = "";
    const credentials = { login: partner.login, password: PASSWORD, browserId: randomUUID(), request: REQUEST };
    await look(async () => {
      sessionId = (await signInWithPassword(credentials)).sessionId;
    });
    await look(() => signInWithPassword({ ...credentials, login: "nobody.at.all" }).catch(() => undefined));
    await look(() => signInWithPassword({ ...credentials, password: "wrong" }).catch(() => undefined));
    await look(() => activateSession(sessionId));
    await look(() => actorOfSession(sessionId, REQUEST));
    await look(() => requestPasswordReset(partner.login, REQUEST));
  });
});
