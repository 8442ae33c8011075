import { asSystem } from "@/db";
import { eulaDocuments, eulaVersions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { VersionConflict } from "@/lib/errors";
import { readAgreement, readDraftText, readVersion } from "@/lib/eula/agreement";
import { discardDraft } from "@/lib/eula/discard-draft";
import { publishEula } from "@/lib/eula/publish-eula";
import { readEula } from "@/lib/eula/queries";
import { removeText } from "@/lib/eula/remove-text";
import { saveText } from "@/lib/eula/save-text";
import { startDraft } from "@/lib/eula/start-draft";
import type { Language } from "@/lib/vocabulary";
import { publishVersion } from "../../support/eula";
import { actorFor, makeUser, useTree } from "../../support/factories";
import { auditLines, auditTrail, refusal } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let actor: Actor;
let rootId: number;

beforeEach(async () => {
  rootId = tree.provider.id;
  actor = actorFor(await makeUser({ tenant: tree.provider, login: "ada@provider.example" }));
  await publishVersion("1", ["en", "de"]);
});

const agreement = () => readAgreement(actor, rootId);
const draftOf = async () => (await agreement()).draft;
const stateOf = async () => (await draftOf())?.state ?? "";

/** Saves what a user typed who opened the page just now. */
async function write(language: Language, title: string, body = "Words", who = actor) {
  const { version } = await readDraftText(who, rootId, language);
  return saveText(who, { tenantId: rootId, language, version }, { title, body });
}

async function publish(version: string, note = "") {
  await publishEula(actor, { tenantId: rootId, draft: await stateOf() }, { version, note });
}

/** Every row there is, to show that nothing has changed. */
const everything = () =>
  asSystem("test", async (tx) => [await tx.select().from(eulaVersions), await tx.select().from(eulaDocuments)]);

test("a draft begins as a copy of the version in force and changes nothing for anyone", async () => {
  await startDraft(actor, rootId);
  await startDraft(actor, rootId);
  expect(await draftOf()).toMatchObject({
    texts: [
      { language: "en", title: "EULA 1 en", state: "same" },
      { language: "de", title: "EULA 1 de", state: "same" },
    ],
    dropped: [],
  });
  expect(await readEula(actor)).toMatchObject({ version: "1" });
  expect(await auditTrail()).toEqual(["eula.start_draft by ada@provider.example"]);
});

test("texts are changed, added and removed, and the draft says how each compares with the version in force", async () => {
  await startDraft(actor, rootId);
  await write("en", "New English");
  await write("fr", "Nouveau");
  await removeText(actor, rootId, "de");
  expect(await draftOf()).toMatchObject({
    texts: [
      { language: "en", title: "New English", state: "changed" },
      { language: "fr", title: "Nouveau", state: "new" },
    ],
    dropped: ["de"],
  });
  const lines = (await auditLines()).map(({ event, objectName, details }) => ({ event, objectName, details }));
  expect(lines.slice(1)).toEqual([
    { event: "eula.change_draft", objectName: "New English", details: { language: "en" } },
    { event: "eula.change_draft", objectName: "New English", details: { language: "fr" } },
    { event: "eula.change_draft", objectName: "New English", details: { language: "de", textRemoved: true } },
  ]);
});

test("saving what is there already changes nothing and leaves no line", async () => {
  await startDraft(actor, rootId);
  const before = await everything();
  await write("en", "EULA 1 en", "Text");
  expect(await everything()).toEqual(before);
  expect(await auditTrail()).toHaveLength(1);
});

test("the second to save a changed text gets a conflict, and can then overwrite it", async () => {
  await startDraft(actor, rootId);
  const { version } = await readDraftText(actor, rootId, "en");
  await write("en", "Theirs");
  const mine = { title: "Mine", body: "Words" };
  const conflict = await saveText(actor, { tenantId: rootId, language: "en", version }, mine).catch((error) => error);
  expect(conflict).toBeInstanceOf(VersionConflict);
  expect(conflict.current.values).toEqual({ title: "Theirs", body: "Words" });
  await saveText(actor, { tenantId: rootId, language: "en", version: conflict.current.version }, mine);
  expect(await readDraftText(actor, rootId, "en")).toMatchObject({ title: "Mine" });
});

test("a form that was opened on a draft of before never overwrites the next one unasked", async () => {
  await startDraft(actor, rootId);
  await write("en", "First draft");
  const { version } = await readDraftText(actor, rootId, "en");
  await discardDraft(actor, rootId);
  await startDraft(actor, rootId);
  await write("en", "Second draft");
  const late = saveText(actor, { tenantId: rootId, language: "en", version }, { title: "Late", body: "x" });
  expect(await refusal(late)).toEqual({ code: "VERSION_CONFLICT" });
});

test("a text that was written while another user discarded the draft isn't lost: after asking, it starts a new one", async () => {
  await startDraft(actor, rootId);
  await write("en", "Before");
  const { version } = await readDraftText(actor, rootId, "en");
  await discardDraft(actor, rootId);
  const mine = { title: "Mine", body: "Words" };
  const conflict = await saveText(actor, { tenantId: rootId, language: "en", version }, mine).catch((error) => error);
  expect(conflict).toBeInstanceOf(VersionConflict);
  expect(await draftOf()).toBeNull();
  await saveText(actor, { tenantId: rootId, language: "en", version: conflict.current.version }, mine);
  expect((await draftOf())?.texts).toMatchObject([
    { language: "en", title: "Mine", state: "changed" },
    { language: "de", state: "same" },
  ]);
});

test("English stays, and without a draft there is nothing to remove, discard or publish", async () => {
  for (const verb of [
    () => removeText(actor, rootId, "de"),
    () => discardDraft(actor, rootId),
    () => publishEula(actor, { tenantId: rootId, draft: "x" }, { version: "2", note: "" }),
  ]) {
    expect(await refusal(verb())).toEqual({ code: "EULA_NO_DRAFT" });
  }
  await startDraft(actor, rootId);
  expect(await refusal(removeText(actor, rootId, "en"))).toEqual({ code: "EULA_ENGLISH" });
});

test("discarding takes the draft with all its texts and leaves a line", async () => {
  const before = await everything();
  await startDraft(actor, rootId);
  await write("fr", "Nouveau");
  await discardDraft(actor, rootId);
  expect(await everything()).toEqual(before);
  expect((await auditTrail()).at(-1)).toBe("eula.discard_draft by ada@provider.example");
});

test("publishing puts all languages in force together, says who and why, and stays in the history", async () => {
  await startDraft(actor, rootId);
  await write("en", "Second");
  await write("fr", "Deuxième");
  await publish("2027-01", "Clearer words");
  const { versions, draft } = await agreement();
  expect(draft).toBeNull();
  expect(versions).toMatchObject([
    {
      version: "2027-01",
      publishedBy: "ada@provider.example",
      note: "Clearer words",
      languages: ["en", "de", "fr"],
    },
    { version: "1", publishedBy: null, note: null, languages: ["en", "de"] },
  ]);
  expect(await readEula({ ...actor, language: "fr" })).toMatchObject({ version: "2027-01", title: "Deuxième" });
  expect(await readEula({ ...actor, language: "ja" })).toMatchObject({ version: "2027-01", title: "Second" });
  expect((await auditLines()).at(-1)).toMatchObject({
    event: "eula.publish",
    objectId: "2027-01",
    objectName: "Second",
    tenantId: rootId,
    details: { languages: "en, de, fr" },
  });
  const [, old] = versions;
  expect(await readVersion(actor, rootId, old?.id ?? 0, "de")).toMatchObject({ title: "EULA 1 de", inForce: false });
  expect(await readVersion(actor, rootId, old?.id ?? 0, "ja")).toMatchObject({ title: "EULA 1 en", language: "en" });
});

test("only what the publisher looked at is published", async () => {
  await startDraft(actor, rootId);
  const seen = await stateOf();
  await write("de", "Hinter dem Rücken");
  const late = publishEula(actor, { tenantId: rootId, draft: seen }, { version: "2", note: "" });
  expect(await refusal(late)).toEqual({ code: "EULA_DRAFT_CHANGED" });
  await removeText(actor, rootId, "de");
  await write("de", "Hinter dem Rücken");
  const later = publishEula(actor, { tenantId: rootId, draft: seen }, { version: "2", note: "" });
  expect(await refusal(later)).toEqual({ code: "EULA_DRAFT_CHANGED" });
  await publish("2");
  expect(await readEula(actor)).toMatchObject({ version: "2" });
});

test("a name is used once", async () => {
  await startDraft(actor, rootId);
  const draft = await stateOf();
  const again = publishEula(actor, { tenantId: rootId, draft }, { version: "1", note: "" });
  expect(await refusal(again)).toEqual({ code: "EULA_VERSION_TAKEN", field: "version" });
  expect(await stateOf()).toBe(draft);
});

describe("who may", () => {
  const verbs = (who: Actor, tenantId: number) => [
    startDraft(who, tenantId),
    saveText(who, { tenantId, language: "en", version: "0.x" }, { title: "x", body: "x" }),
    removeText(who, tenantId, "de"),
    discardDraft(who, tenantId),
    publishEula(who, { tenantId, draft: "x" }, { version: "2", note: "" }),
  ];
  const outcomes = (all: Promise<unknown>[]) => Promise.all(all.map(refusal));

  test("the provider's read-only administrators see everything and change nothing", async () => {
    await startDraft(actor, rootId);
    const before = await everything();
    const reader = actorFor(await makeUser({ tenant: tree.provider, role: "readonly_admin" }));
    expect(await readAgreement(reader, rootId)).toEqual(await agreement());
    expect(await readDraftText(reader, rootId, "de")).toMatchObject({ title: "EULA 1 de" });
    expect(await outcomes(verbs(reader, rootId))).toEqual(Array(5).fill({ code: "FORBIDDEN" }));
    expect(await everything()).toEqual(before);
  });

  test.each(["partnerA", "customerA1", "unitA1a"] as const)(
    "for an administrator of %s there is no such thing",
    async (place) => {
      await startDraft(actor, rootId);
      const { draft, versions } = await agreement();
      const before = await everything();
      const other = actorFor(await makeUser({ tenant: tree[place] }));
      for (const tenantId of [rootId, tree[place].id, 999_999]) {
        const reads = [
          readAgreement(other, tenantId),
          readDraftText(other, tenantId, "en"),
          readVersion(other, tenantId, draft?.id ?? 0, "en"),
          readVersion(other, tenantId, versions[0].id, "en"),
        ];
        expect(await outcomes([...reads, ...verbs(other, tenantId)])).toEqual(Array(9).fill({ code: "NOT_FOUND" }));
      }
      expect(await everything()).toEqual(before);
    },
  );

  test("the provider's administrators have it at their own company only", async () => {
    expect(await outcomes(verbs(actor, tree.partnerA.id))).toEqual(Array(5).fill({ code: "NOT_FOUND" }));
  });
});
