import { asSystem } from "@/db";
import { closeDatabase, useConnection } from "@/db/client";
import { openPostgres } from "@/db/postgres";
import { listAuditLines } from "@/lib/audit-log/queries";
import { activateSession, openSession, viewSession } from "@/lib/auth/sessions";
import { listClients } from "@/lib/clients/list-clients";
import { searchBelow } from "@/lib/search/search-below";
import { getTenant } from "@/lib/tenants/queries";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import { listUsers } from "@/lib/users/list-users";
import { countedTrips } from "../support/counted-trips";
import { actorFor, makeTree, makeUser, REQUEST } from "../support/factories";
import { copyOfMigrated } from "../support/migrated-postgres";
import { onPostgres } from "../support/test-database";

const block = onPostgres ? describe : describe.skip;

block("how often pages go to the database (only on Postgres: set TEST_DATABASE_URL)", () => {
  let close = async () => {};
  let trips: Awaited<ReturnType<typeof countedTrips>>;
  let world: Awaited<ReturnType<typeof makeWorld>>;
  beforeAll(async () => {
    const { url, drop } = await copyOfMigrated(process.env.TEST_DATABASE_URL ?? "");
    trips = await countedTrips(url);
    // One connection, so that nothing is counted twice and each statement is prepared once.
    useConnection(openPostgres(trips.url, 1));
    close = async () => {
      await closeDatabase();
      trips.close();
      await drop();
    };
    world = await makeWorld();
  });
  afterAll(() => close());

  async function makeWorld() {
    const tree = await makeTree();
    const admin = await makeUser({ tenant: tree.provider });
    for (const n of [1, 2, 3]) await makeUser({ tenant: tree.customerA1, lastName: `Customer ${n}` });
    const owner = { id: admin.id, tenantId: tree.provider.id, tenantPath: tree.provider.path };
    const session = await asSystem("test", (tx) => openSession(tx, owner, "pending_cookie", REQUEST));
    await activateSession(session);
    return { tree, actor: actorFor(admin), session };
  }

  test.each<[name: string, trips: number, run: () => Promise<unknown>]>([
    ["the session, with the look of its pages", 1, () => viewSession(world.session, REQUEST)],
    ["the company of a page, with the way to it", 4, () => getTenant(world.actor, world.tree.customerA1.id)],
    ["a page of users, without the company", 8, () => listUsers(world.actor, world.tree.customerA1.id)],
    ["a page of clients", 8, () => listClients(world.actor, world.tree.partnerA.id)],
    ["a company's facts", 3, () => getTenantDetails(world.actor, world.tree.customerA1.id)],
    ["a company's history", 8, () => listAuditLines(world.actor, world.tree.customerA1.id)],
    ["a search", 4, () => searchBelow(world.actor, { search: "customer", area: "all" }, 25)],
  ])("%s takes %i trips", async (_name, most, run) => {
    // The first time prepares the statements.
    await run();
    expect(await trips.of(run)).toBe(most);
  });
});
