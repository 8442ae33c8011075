import { existsSync } from "node:fs";
import { asSystem } from "@/db";
import { eulaAcceptances, eulaDocuments, eulaVersions } from "@/db/tables";
import { activateSession, actorOfSession, openSession } from "@/lib/auth/sessions";
import { acceptEula } from "@/lib/eula/accept-eula";
import { publishDefaultEula } from "@/lib/eula/publish-default-eula";
import { readEula } from "@/lib/eula/queries";
import { LANGUAGES } from "@/lib/vocabulary";
import { publishVersion } from "../../support/eula";
import { actorFor, makeUser, REQUEST, useTree, useUser } from "../../support/factories";
import { auditLines, auditTrail, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const user = useUser(() => ({ tenant: tree.unitA1a, role: "backup_user" }));
let sessionId: string;

beforeEach(async () => {
  const owner = { id: user.id, tenantId: user.tenant.id, tenantPath: user.tenant.path };
  sessionId = await asSystem("test", (tx) => openSession(tx, owner, "pending_cookie", REQUEST));
  await activateSession(sessionId);
});

const accepted = async () => (await actorOfSession(sessionId, REQUEST))?.eulaAccepted;
const acceptances = () => asSystem("test", (tx) => tx.select().from(eulaAcceptances));

test("accepting records user, version, time, address and browser, and opens the service immediately", async () => {
  await publishVersion("1");
  expect(await accepted()).toBe(false);
  await acceptEula(actorFor(user), "1");
  expect(await accepted()).toBe(true);
  expect(await acceptances()).toEqual([
    {
      userId: user.id,
      tenantId: user.tenant.id,
      tenantPath: user.tenant.path,
      version: "1",
      language: "en",
      acceptedAt: expect.any(Date),
      address: REQUEST.address,
      userAgent: REQUEST.userAgent,
    },
  ]);
  expect(await auditLines()).toMatchObject([
    { event: "eula.accept", actorUserId: user.id, tenantId: user.tenant.id, objectId: "1", address: REQUEST.address },
  ]);
});

test("pressing twice records once, with the first time", async () => {
  await publishVersion("1");
  await acceptEula(actorFor(user), "1");
  const first = await acceptances();
  await acceptEula(actorFor(user), "1");
  expect(await acceptances()).toEqual(first);
  expect(await auditLines()).toHaveLength(1);
});

test("a new version asks everyone again; the old acceptance stays on record", async () => {
  await publishVersion("1");
  await acceptEula(actorFor(user), "1");
  await publishVersion("2");
  expect(await accepted()).toBe(false);
  expect(await refusal(acceptEula(actorFor(user), "1"))).toEqual({ code: "EULA_CHANGED" });
  expect(await accepted()).toBe(false);
  await acceptEula(actorFor(user), "2");
  expect(await accepted()).toBe(true);
  expect((await acceptances()).map(({ version }) => version)).toEqual(["1", "2"]);
});

test.each(["", "0", "3", "1 "])("the version %p, which is not in force, is refused", async (version) => {
  await publishVersion("1");
  expect(await refusal(acceptEula(actorFor(user), version))).toEqual({ code: "EULA_CHANGED" });
  expect(await acceptances()).toEqual([]);
});

test("it is read and recorded in the user's language if there is a translation, else in English", async () => {
  await publishVersion("1", ["en", "de"]);
  const german = { ...actorFor(user), language: "de" as const };
  expect(await readEula(german)).toMatchObject({ version: "1", language: "de" });
  expect(await readEula({ ...german, language: "ja" })).toMatchObject({ version: "1", language: "en" });
  await acceptEula(german, "1");
  expect(await acceptances()).toMatchObject([{ version: "1", language: "de" }]);
});

test("the language recorded is the one that was shown, whatever the account says by now", async () => {
  await publishVersion("1", ["en", "de"]);
  await acceptEula({ ...actorFor(user), language: "en" }, "1", "de");
  expect(await acceptances()).toMatchObject([{ version: "1", language: "de" }]);
});

test("a translation that is stored later puts no older version in force again", async () => {
  const first = await publishVersion("1");
  await publishVersion("2");
  await asSystem("test", (tx) =>
    tx.insert(eulaDocuments).values({ versionId: first, language: "de", title: "Nachzügler", body: "Text" }),
  );
  expect(await readEula({ ...actorFor(user), language: "de" })).toMatchObject({ version: "2", language: "en" });
  await acceptEula(actorFor(user), "2");
  expect(await accepted()).toBe(true);
});

test("one user's acceptance is no one else's", async () => {
  await publishVersion("1");
  await acceptEula(actorFor(await makeUser({ tenant: tree.unitA1a })), "1");
  expect(await accepted()).toBe(false);
});

test("the default agreement is published once, and never over a provider's own", async () => {
  const provider = { tenantId: tree.provider.id, tenantPath: tree.provider.path };
  await asSystem("test", (tx) => publishDefaultEula(tx, provider));
  await asSystem("test", (tx) => publishDefaultEula(tx, provider));
  expect(await auditTrail()).toEqual(["eula.publish by system"]);
  const documents = await asSystem("test", (tx) => tx.select().from(eulaDocuments));
  const translated = LANGUAGES.filter((language) => existsSync(`lib/eula/default-eula.${language}.md`));
  expect(documents.map(({ language }) => language).sort()).toEqual([...translated].sort());
  expect(documents.find(({ language }) => language === "en")?.title).toBe("End-User License Agreement");
  for (const { title, body } of documents) {
    expect(title).not.toMatch(/^#|\n/);
    expect(body.length).toBeGreaterThan(1000);
    expect(body).not.toMatch(/^# |\[.*?\]\(http|lorem|TODO/im);
  }
  expect(await asSystem("test", (tx) => tx.$count(eulaVersions))).toBe(1);
});

describeRaces("at once", () => {
  test("pressing many times records once and logs once", async () => {
    await publishVersion("1");
    const results = await Promise.all(Array.from({ length: 8 }, () => refusal(acceptEula(actorFor(user), "1"))));
    expect(results).toEqual(Array(8).fill("done"));
    expect(await acceptances()).toHaveLength(1);
    expect(await auditLines()).toHaveLength(1);
  });
});
