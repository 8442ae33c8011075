import { eq, sql } from "drizzle-orm";
import { asActor, asSystem, rowsOf } from "@/db";
import { tenants, users, userTotp } from "@/db/tables";
import { readOwnProfile } from "@/lib/account/queries";
import { profileSchema } from "@/lib/account/schema";
import { updateProfile } from "@/lib/account/update-profile";
import { actorOfSession } from "@/lib/auth/sessions";
import { activateAccount } from "@/lib/auth/set-password";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { issueToken } from "@/lib/auth/tokens";
import { authenticator, newTotpSecret, sealSecret } from "@/lib/auth/two-factor";
import { formVersion } from "@/lib/form/version";
import { getTenantDetails } from "@/lib/tenants/tenant-details";
import { generalValues, updateTenant } from "@/lib/tenants/update-tenant";
import { linesAbout, openSessionFor } from "../../support/account";
import {
  actorFor,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestTenant,
  type TestUser,
  useTree,
  useUser,
} from "../../support/factories";
import { auditLines, newestLink, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const partner = useUser(() => ({ tenant: tree.partnerA }));

const setZone = ({ id }: { id: number }, timeZone: string | null) =>
  asSystem("test", (tx) => tx.update(tenants).set({ timeZone }).where(eq(tenants.id, id)));
const setOwn = ({ id }: TestUser, timeZone: string) =>
  asSystem("test", (tx) => tx.update(users).set({ timeZone }).where(eq(users.id, id)));

/** The time zone of a user's pages, and of their company's. */
async function zonesOf(user: TestUser) {
  const actor = await actorOfSession(await openSessionFor(user), REQUEST);
  return actor && [actor.timeZone, actor.companyTimeZone];
}

describe("pages are in", () => {
  test("the user's own time zone, their company's, that of the nearest one above, the provider's, UTC", async () => {
    const user = await makeUser({ tenant: tree.unitA1b });
    const seen = [await zonesOf(user)];
    const steps: [TestTenant, string][] = [
      [tree.provider, "Europe/Berlin"],
      [tree.customerA1, "America/Sao_Paulo"],
      [tree.partnerA, "Asia/Tokyo"],
      [tree.partnerB, "Asia/Seoul"],
      [tree.unitA1b, "Australia/Lord_Howe"],
    ];
    for (const [tenant, zone] of steps) {
      await setZone(tenant, zone);
      seen.push(await zonesOf(user));
    }
    await setOwn(user, "Asia/Kolkata");
    seen.push(await zonesOf(user));
    expect(seen).toEqual([
      ["UTC", "UTC"],
      ["Europe/Berlin", "Europe/Berlin"],
      ["America/Sao_Paulo", "America/Sao_Paulo"],
      ["America/Sao_Paulo", "America/Sao_Paulo"],
      ["America/Sao_Paulo", "America/Sao_Paulo"],
      ["Australia/Lord_Howe", "Australia/Lord_Howe"],
      ["Asia/Kolkata", "Australia/Lord_Howe"],
    ]);
  });

  test("UTC where what is stored isn't known to this server", async () => {
    await setZone(tree.provider, "Mars/Olympus");
    expect(await zonesOf(partner)).toEqual(["UTC", "UTC"]);
  });
});

test("a company's page says its own and what it gets from above, at one's own company too", async () => {
  await setZone(tree.provider, "Europe/Berlin");
  await setZone(tree.customerA1, "Asia/Kolkata");
  const zones = async (tenantId: number) => {
    const { timeZone, inheritedTimeZone } = await getTenantDetails(actorFor(partner), tenantId);
    return [timeZone, inheritedTimeZone];
  };
  expect(await zones(tree.partnerA.id)).toEqual([null, "Europe/Berlin"]);
  expect(await zones(tree.customerA1.id)).toEqual(["Asia/Kolkata", "Europe/Berlin"]);
  expect(await zones(tree.unitA1a.id)).toEqual([null, "Asia/Kolkata"]);
});

test("the database tells an actor no time zone of a company beside or above", async () => {
  await setZone(tree.provider, "Europe/Berlin");
  await setZone(tree.partnerB, "Asia/Seoul");
  const asked = (path: string) =>
    asActor(actorFor(partner), async (tx) =>
      rowsOf(await tx.execute(sql`select time_zone_at(${path}::ltree, false) as zone`)),
    );
  expect(await asked(tree.partnerA.path)).toEqual([{ zone: "Europe/Berlin" }]);
  expect(await asked(tree.provider.path)).toEqual([{ zone: null }]);
  expect(await asked(tree.partnerB.path)).toEqual([{ zone: null }]);
});

describe("updateTenant", () => {
  const rowOf = async (id: number) => {
    const [row] = await asSystem("test", (tx) => tx.select().from(tenants).where(eq(tenants.id, id)));
    if (!row) throw new Error("no such tenant");
    return row;
  };
  const update = async (timeZone: string | null | undefined, version?: string) => {
    const row = await rowOf(tree.customerA1.id);
    const opened = version ?? formVersion(row.version, generalValues(row));
    const input = { name: row.name, language: "en" as const, timeZone };
    return refusal(updateTenant(actorFor(partner), { tenantId: row.id, version: opened }, input));
  };

  test("sets a time zone and takes it away, with a line each; a tab without the field leaves it", async () => {
    const row = await rowOf(tree.customerA1.id);
    const stale = formVersion(row.version, generalValues(row));
    expect(await update("Asia/Kolkata")).toBe("done");
    expect(await update("Europe/Berlin", stale)).toEqual({ code: "VERSION_CONFLICT" });
    expect(await update(undefined)).toBe("done");
    expect((await rowOf(tree.customerA1.id)).timeZone).toBe("Asia/Kolkata");
    expect(await update(null)).toBe("done");
    expect((await rowOf(tree.customerA1.id)).timeZone).toBeNull();
    expect((await auditLines()).map(({ details }) => details)).toEqual([
      { timeZone: { from: null, to: "Asia/Kolkata" } },
      { timeZone: { from: "Asia/Kolkata", to: null } },
    ]);
  });
});

describe("updateProfile", () => {
  const save = async (input: Record<string, string>, version?: string) => {
    const actor = { ...actorFor(partner), sessionId: await openSessionFor(partner) };
    const { versions } = await readOwnProfile(actor);
    const profile = profileSchema.parse({ firstName: "", lastName: "", language: "en", ...input });
    return refusal(updateProfile(actor, version ?? versions.profile, profile));
  };
  const own = async () => (await readOwnProfile(actorFor(partner))).person.timeZone;

  test("sets one's own and takes it away, with a line each; a tab without the field leaves it", async () => {
    await asSystem("test", (tx) => tx.update(users).set({ firstName: null, lastName: null }));
    const { versions } = await readOwnProfile(actorFor(partner));
    expect(await save({ timeZone: "Asia/Calcutta" })).toBe("done");
    expect(await own()).toBe("Asia/Kolkata");
    expect(await save({ timeZone: "Europe/Berlin" }, versions.profile)).toEqual({ code: "VERSION_CONFLICT" });
    expect(await save({})).toBe("done");
    expect(await own()).toBe("Asia/Kolkata");
    expect(await save({ timeZone: "" })).toBe("done");
    expect(await own()).toBeNull();
    expect((await linesAbout(partner)).map(({ details }) => details)).toEqual([
      { timeZone: { from: null, to: "Asia/Kolkata" } },
      { timeZone: { from: "Asia/Kolkata", to: null } },
    ]);
  });
});

const BROWSER = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
const providerZone = async () => {
  const [row] = await asSystem("test", (tx) => tx.select().from(tenants).where(eq(tenants.id, tree.provider.id)));
  return [row?.timeZone, row?.version];
};
const signIn = (user: TestUser, timeZone?: string) =>
  signInWithPassword({ login: user.login, password: PASSWORD, browserId: BROWSER, timeZone, request: REQUEST });

describe("the provider's time zone comes from the browser of its first administrator", () => {
  test("at the activation of the account, with a line, once", async () => {
    const admin = await makeUser({ tenant: tree.provider, activated: false });
    await asSystem("test", (tx) => issueToken(tx, "activation", admin.id));
    const link = await newestLink(admin.id, "activation");
    const input = { link, password: "vermilion-otter-parade-71", browserId: BROWSER, request: REQUEST };
    await activateAccount({ ...input, timeZone: "Europe/Berlin" });
    expect(await providerZone()).toEqual(["Europe/Berlin", 2]);
    const lines = (await auditLines()).filter(({ event }) => event === "tenant.update");
    expect(lines).toMatchObject([
      {
        actorUserId: admin.id,
        objectId: String(tree.provider.id),
        tenantId: tree.provider.id,
        details: { timeZone: { from: null, to: "Europe/Berlin" } },
      },
    ]);
    await signIn(await makeUser({ tenant: tree.provider }), "Asia/Kolkata");
    expect(await providerZone()).toEqual(["Europe/Berlin", 2]);
  });

  test("or at a sign-in, by password or by code", async () => {
    const admin = await makeUser({ tenant: tree.provider });
    await signIn(admin);
    await signIn(admin, "UTC");
    expect(await providerZone()).toEqual([null, 1]);
    const secret = newTotpSecret();
    await asSystem("test", (tx) =>
      tx
        .insert(userTotp)
        .values({ userId: admin.id, sealedSecret: sealSecret(secret, admin.id), confirmedAt: sql`now()` }),
    );
    const { sessionId, needsCode } = await signIn(admin, "Europe/Berlin");
    expect(needsCode).toBe(true);
    expect(await providerZone()).toEqual([null, 1]);
    const code = authenticator(secret, admin.login, "").generate();
    await signInWithCode({ sessionId, code, browserId: BROWSER, timeZone: "Europe/Berlin", request: REQUEST });
    expect(await providerZone()).toEqual(["Europe/Berlin", 2]);
  });

  test("and never from those who only read there, and those of other companies", async () => {
    const others = [
      await makeUser({ tenant: tree.provider, role: "readonly_admin" }),
      await makeUser({ tenant: tree.provider, role: "backup_user" }),
      await makeUser({ tenant: tree.partnerA }),
      await makeUser({ tenant: tree.customerA1 }),
    ];
    for (const user of others) await signIn(user, "Europe/Berlin");
    const zones = await asSystem("test", (tx) => tx.select({ timeZone: tenants.timeZone }).from(tenants));
    expect(new Set(zones.map(({ timeZone }) => timeZone))).toEqual(new Set([null]));
  });
});

describeRaces("at once", () => {
  test("someone who signs in doesn't wait for someone who is changing the provider", async () => {
    const admin = await makeUser({ tenant: tree.provider });
    await asSystem("test", async (tx) => {
      await tx.execute(sql`select from tenants where id = ${tree.provider.id} for share`);
      // Fails by the time limit of the test if it waits.
      await signIn(admin, "Europe/Berlin");
    });
    expect(await providerZone()).toEqual([null, 1]);
    await signIn(admin, "Europe/Berlin");
    expect(await providerZone()).toEqual(["Europe/Berlin", 2]);
  });
});
