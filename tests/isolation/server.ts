import { encode } from "next-auth/jwt";
import { asSystem } from "@/db";
import { useConnection } from "@/db/client";
import { authSecrets } from "@/lib/auth/keys";
import { loadConfiguration } from "@/lib/cli/configuration";
import { openMigrated } from "../support/migrated-embedded";
import { changedRows, keepRows, mailIsWaiting } from "./rows";
import { storePeople, storeTenant, storeWorld } from "./seed";
import type { Person, Tenant, World } from "./world";

/*
 * Backstay as `npm start` runs it, in a process of its own, on a database in memory that holds a given world. The test
 * asks this process by messages for what no browser could: rows as they are, cookies of sessions, links.
 */

const HOURS_20 = 20 * 3600;

const duties = {
  async begin(world: Pick<World, "tenants" | "people">): Promise<void> {
    loadConfiguration();
    useConnection(await openMigrated());
    await storeWorld(world);
    // Starts as a side effect of being imported, as the command does; it finds the database open.
    await import("@/lib/cli/start");
  },
  async enter(people: Person[]): Promise<void> {
    await asSystem("test", (tx) => storePeople(tx, people));
  },
  async enterTenant(tenant: Tenant): Promise<void> {
    await asSystem("test", (tx) => storeTenant(tx, tenant));
  },
  async cookieOf({ sessionId }: Person): Promise<string> {
    // Knows Next, which has to be set up by the start first.
    const { sessionCookieName } = await import("@/lib/auth/session-cookie");
    const salt = sessionCookieName();
    const value = await encode({ token: { sub: sessionId }, secret: authSecrets(), salt, maxAge: HOURS_20 });
    return `${salt}=${value}`;
  },
  keepRows,
  changedRows,
  mailIsWaiting,
};

export type Duties = typeof duties;

type Question = { number: number; name: keyof Duties; value: never };

process.on("message", async ({ number, name, value }: Question) => {
  try {
    process.send?.({ number, answer: await duties[name](value) });
  } catch (error) {
    process.send?.({ number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
process.send?.({ ready: true });
// The test is gone: no one is left to stop this.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
