import { sql } from "drizzle-orm";
import postgres from "postgres";
import { asActor } from "@/db";
import { closeDatabase, useConnection } from "@/db/client";
import { migrateToLatest } from "@/db/migrate";
import { openPostgres } from "@/db/postgres";
import { DatabaseUnavailableError, type RequestState, runRequest } from "@/db/unavailable";
import { health } from "@/lib/health";
import { type OwnPostgres, ownPostgres } from "../support/own-postgres";
import { onPostgres } from "../support/test-database";

// Roles and settings of the whole server change here, so it is one of the test's own.
const describeOwnServer = onPostgres ? describe : describe.skip;

describeOwnServer("a database that is up and refuses", () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    const made = await ownPostgres();
    if (!made) throw new Error("there are no programs of a Postgres server");
    server = made;
    const connection = openPostgres(server.url, 2);
    await migrateToLatest(connection);
    useConnection(connection);
  }, 120_000);
  afterAll(async () => {
    await closeDatabase();
    await server.remove();
  });

  /** As the administrator of the server, whatever is set for others. */
  async function onServer(...statements: string[]): Promise<void> {
    const client = postgres(server.url, { max: 1, onnotice: () => {} });
    try {
      for (const statement of ["set default_transaction_read_only = off", ...statements])
        await client.unsafe(statement);
    } finally {
      await client.end();
    }
  }

  /** What a page meets that reads and writes. */
  async function page(): Promise<RequestState["outage"]> {
    const state: RequestState = { outage: null };
    const nobody = { userId: 0, tenantPath: "0", access: "admin" } as const;
    const work = () =>
      asActor(nobody, (tx) => tx.execute(sql`update users set version = version where id = 0`)).then(
        () => null,
        (error: unknown) => error,
      );
    const error = await runRequest(state, work);
    expect(error instanceof DatabaseUnavailableError ? error.outage : null).toBe(state.outage);
    return state.outage;
  }

  /** Looks again while broken connections give way to new ones. */
  async function healthOnce(settled: (state: Awaited<ReturnType<typeof health>>) => boolean) {
    for (let look = 0; look < 50; look++) {
      const state = await health();
      if (settled(state)) return state;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return health();
  }

  test("is healthy while it works", async () => {
    expect(await health()).toEqual({ ready: true });
    expect(await page()).toBeNull();
  });

  test("without the role of users neither is, and with it both are again", async () => {
    await onServer("alter role portal_app rename to elsewhere");
    expect(await health()).toEqual({
      ready: false,
      reason: "the database user cannot take the role portal_app",
    });
    expect(await page()).toBe("refuses");
    await onServer("alter role elsewhere rename to portal_app");
    expect(await health()).toEqual({ ready: true });
    expect(await page()).toBeNull();
  });

  test("without a right that pages need, health says so", async () => {
    await onServer("revoke select on tenants from portal_app");
    expect(await health()).toEqual({ ready: false, reason: "the database refuses what every page needs" });
    await onServer("grant select on tenants to portal_app");
    expect(await health()).toEqual({ ready: true });
  });

  test("read-only is noticed, and its connections are dropped: they would stay so when the server no longer is", async () => {
    await onServer(
      "alter database postgres set default_transaction_read_only = on",
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'backstay'",
    );
    const readOnly = { ready: false, reason: "the database is read-only" };
    expect(await healthOnce((state) => !state.ready && state.reason === readOnly.reason)).toEqual(readOnly);
    expect(await page()).toBe("refuses");
    await onServer("alter database postgres reset default_transaction_read_only");
    expect(await healthOnce(({ ready }) => ready)).toEqual({ ready: true });
    expect(await page()).toBeNull();
  });

  test("that has stopped is down, and healthy once it is back", async () => {
    await server.stop();
    expect(await healthOnce((state) => !state.ready && state.reason === "the database does not respond")).toEqual({
      ready: false,
      reason: "the database does not respond",
    });
    expect(await page()).toBe("down");
    await server.start();
    expect(await healthOnce(({ ready }) => ready)).toEqual({ ready: true });
  }, 60_000);
});
