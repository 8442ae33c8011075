import { sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { eulaAcceptances, eulaDocuments, eulaVersions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { acceptEula } from "@/lib/eula/accept-eula";
import { readAgreement, readDraftText } from "@/lib/eula/agreement";
import { discardDraft } from "@/lib/eula/discard-draft";
import { publishEula } from "@/lib/eula/publish-eula";
import { currentEula } from "@/lib/eula/queries";
import { saveText } from "@/lib/eula/save-text";
import { startDraft } from "@/lib/eula/start-draft";
import { publishVersion } from "../../support/eula";
import { actorFor, makeUser, useTree } from "../../support/factories";
import { auditTrail, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let actor: Actor;
let rootId: number;

beforeEach(async () => {
  rootId = tree.provider.id;
  actor = actorFor(await makeUser({ tenant: tree.provider, login: "ada" }));
  await publishVersion("1", ["en", "de"]);
});

const draftState = async () => (await readAgreement(actor, rootId)).draft?.state ?? "";
const publish = (version: string, draft: string) =>
  refusal(publishEula(actor, { tenantId: rootId, draft }, { version, note: "" }));
const versions = () => asSystem("test", (tx) => tx.select().from(eulaVersions).orderBy(eulaVersions.id));
const texts = () => asSystem("test", (tx) => tx.select().from(eulaDocuments).orderBy(eulaDocuments.id));

describeRaces("at once", () => {
  test("many who publish make one version, whole; the others hear that there is no draft", async () => {
    await startDraft(actor, rootId);
    const draft = await draftState();
    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => publish(`2.${index}`, draft)));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(results.filter((result) => result !== "done")).toEqual(Array(7).fill({ code: "EULA_NO_DRAFT" }));
    expect(await versions()).toHaveLength(2);
    expect(await texts()).toHaveLength(4);
    expect((await auditTrail()).filter((line) => line === "eula.publish by ada")).toHaveLength(1);
  });

  test("many who start a draft make one", async () => {
    await Promise.all(Array.from({ length: 8 }, () => startDraft(actor, rootId)));
    expect(await versions()).toHaveLength(2);
    expect(await texts()).toHaveLength(4);
    expect(await auditTrail()).toEqual(["eula.start_draft by ada"]);
  });

  test("a text saved while the draft is published is in the version, or asks, or begins the next draft: never in between", async () => {
    for (let round = 0; round < 6; round += 1) {
      await startDraft(actor, rootId);
      const draft = await draftState();
      const { version } = await readDraftText(actor, rootId, "en");
      const title = `Title ${round}`;
      const [published, saved] = await Promise.all([
        publish(`round ${round}`, draft),
        refusal(saveText(actor, { tenantId: rootId, language: "en", version }, { title, body: "Words" })),
      ]);
      const { document } = await asActor(actor, async (tx) => ({ document: await currentEula(tx, "en") }));
      // The first one wins; what was published is exactly what the publisher had seen.
      expect(document.title).not.toBe(title);
      if (published === "done") expect(document.version).toBe(`round ${round}`);
      else expect({ published, saved }).toEqual({ published: { code: "EULA_DRAFT_CHANGED" }, saved: "done" });
      const open = (await readAgreement(actor, rootId)).draft;
      if (saved === "done") expect(open?.texts[0]?.title).toBe(title);
      if (open) await discardDraft(actor, rootId);
    }
  });

  test("publishing and discarding at the same time: one of the two, completely", async () => {
    for (let round = 0; round < 6; round += 1) {
      await startDraft(actor, rootId);
      const before = (await versions()).length;
      const [published, discarded] = await Promise.all([
        publish(`round ${round}`, await draftState()),
        refusal(discardDraft(actor, rootId)),
      ]);
      expect([published, discarded].filter((result) => result === "done")).toHaveLength(1);
      expect((await versions()).length).toBe(published === "done" ? before : before - 1);
    }
  });

  test("who accepts while a version is published has accepted the one they were shown, and is asked again", async () => {
    await startDraft(actor, rootId);
    const people = await Promise.all(Array.from({ length: 12 }, () => makeUser({ tenant: tree.customerA1 })));
    const draft = await draftState();
    const [published, ...accepted] = await Promise.all([
      publish("2", draft),
      ...people.map((user) => refusal(acceptEula(actorFor(user), "1"))),
    ]);
    expect(published).toBe("done");
    const stored = await asSystem("test", (tx) => tx.select().from(eulaAcceptances));
    expect(new Set(stored.map(({ version }) => version)).size).toBeLessThanOrEqual(1);
    expect(stored.every(({ version }) => version === "1")).toBe(true);
    expect(stored).toHaveLength(accepted.filter((result) => result === "done").length);
    for (const result of accepted) expect(["done", { code: "EULA_CHANGED" }]).toContainEqual(result);
  });

  test("a version published between being shown and being recorded is not taken for the one shown", async () => {
    const user = await makeUser({ tenant: tree.customerA1 });
    await startDraft(actor, rootId);
    const draft = await draftState();
    // Holds the user's row, so that recording, which refers to it, has to wait until the new version is in force.
    let recording: Promise<unknown> | undefined;
    await asSystem("test", async (tx) => {
      await tx.execute(sql`select from users where id = ${user.id} for update`);
      recording = refusal(acceptEula(actorFor(user), "1"));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await publish("2", draft)).toBe("done");
    });
    expect(await recording).toBe("done");
    const stored = await asSystem("test", (tx) => tx.select().from(eulaAcceptances));
    expect(stored).toMatchObject([{ userId: user.id, version: "1" }]);
  });
});
