import { desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { asActor, rowsOf, type Transaction } from "@/db";
import { eulaDocuments, eulaVersions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { AppError } from "@/lib/errors";
import { formVersion } from "@/lib/form/version";
import { findTenant } from "@/lib/tenants/queries";
import type { Language } from "@/lib/vocabulary";
import { draftState, type Text, textsInForce, textsOf } from "./lock-draft";
import { FALLBACK_LANGUAGE, inOrder, type VersionSummary } from "./model";
import { textValues } from "./save-text";
import type { Draft } from "./schema";

export type Agreement = {
  /** Newest first; the first is in force. */
  versions: [VersionSummary, ...VersionSummary[]];
  draft: Draft | null;
  /** People who can sign in, and how many of them accepted the version in force. */
  figures: { people: number; accepted: number };
};

/**
 * Everything the provider's page about the agreement shows.
 * @throws AppError NOT_FOUND, also for a tenant that is not the provider; FORBIDDEN.
 */
export async function readAgreement(actor: Actor, tenantId: number): Promise<Agreement> {
  return asProvider(actor, tenantId, async (tx) => {
    const [inForce, ...older] = await publishedVersions(tx);
    if (!inForce) throw new Error("no agreement has been published");
    const [figures] = rowsOf<{ people: string; accepted: string }>(
      await tx.execute(sql`select people::text, accepted::text from eula_figures()`),
    );
    return {
      versions: [inForce, ...older],
      draft: await readDraft(tx),
      figures: { people: Number(figures?.people ?? 0), accepted: Number(figures?.accepted ?? 0) },
    };
  });
}

/** Runs a read for a user who can manage the agreement. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function asProvider<T>(actor: Actor, tenantId: number, run: (tx: Transaction) => Promise<T>): Promise<T> {
  return asActor(actor, async (tx) => {
    assertCan(actor, "agreement.view", await findTenant(tx, actor, tenantId));
    return run(tx);
  });
}

/** The versions that the list of acceptances can be filtered by, the one in force first. @throws AppError NOT_FOUND, FORBIDDEN. */
export function readVersions(actor: Actor, tenantId: number): Promise<VersionSummary[]> {
  return asProvider(actor, tenantId, publishedVersions);
}

/** Every published version, the one in force first. */
export async function publishedVersions(tx: Transaction): Promise<VersionSummary[]> {
  const rows = await tx
    .select({
      id: eulaVersions.id,
      version: sql<string>`${eulaVersions.version}`,
      publishedAt: sql<Date>`${eulaVersions.publishedAt}`.mapWith(eulaVersions.publishedAt),
      publishedBy: eulaVersions.publishedBy,
      note: eulaVersions.note,
      languages: sql<string[]>`array(select d.language from ${eulaDocuments} d where d.version_id = eula_versions.id)`,
    })
    .from(eulaVersions)
    .where(isNotNull(eulaVersions.publishedAt))
    .orderBy(desc(eulaVersions.id));
  return rows.map((row) => ({ ...row, languages: inOrder(row.languages) }));
}

async function readDraft(tx: Transaction): Promise<Draft | null> {
  const [draft] = await tx
    .select({ id: eulaVersions.id, startedAt: eulaVersions.startedAt })
    .from(eulaVersions)
    .where(isNull(eulaVersions.publishedAt));
  if (!draft) return null;
  const texts = await textsOf(tx, draft.id);
  const before = await textsInForce(tx);
  const languages = inOrder(texts.map(({ language }) => language));
  return {
    ...draft,
    texts: languages.flatMap((language) => {
      const text = texts.find((one) => one.language === language);
      const { title = "", updatedAt = draft.startedAt } = text ?? {};
      return text ? { language, title, updatedAt, state: stateOf(text, before) } : [];
    }),
    dropped: inOrder(before.map(({ language }) => language)).filter((language) => !languages.includes(language)),
    state: draftState({ ...draft, texts }),
  };
}

function stateOf(text: Text, inForce: readonly Text[]) {
  const before = inForce.find(({ language }) => language === text.language);
  if (!before) return "new";
  return before.title === text.title && before.body === text.body ? "same" : "changed";
}

/** A text as a form edits it. */
export type EditableText = { draft: boolean; exists: boolean; title: string; body: string; version: string };

/**
 * The text of a language in the draft; of the version in force while there is no draft.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function readDraftText(actor: Actor, tenantId: number, language: Language): Promise<EditableText> {
  return asProvider(actor, tenantId, async (tx) => {
    const [draft] = await tx.select({ id: eulaVersions.id }).from(eulaVersions).where(isNull(eulaVersions.publishedAt));
    const texts = draft ? await textsOf(tx, draft.id) : await textsInForce(tx);
    const text = texts.find((one) => one.language === language);
    const values = textValues(text);
    return {
      draft: draft !== undefined,
      exists: text !== undefined,
      title: text?.title ?? "",
      body: text?.body ?? "",
      version: formVersion((draft && text?.revision) || 0, values),
    };
  });
}

export type ReadVersion = {
  id: number;
  /** Null for the draft. */
  version: string | null;
  publishedAt: Date | null;
  inForce: boolean;
  languages: Language[];
  language: Language;
  title: string;
  body: string;
};

/**
 * A version, or the draft, in one of its languages; in English if it doesn't have that one.
 * @throws AppError NOT_FOUND, also for a version that does not exist; FORBIDDEN.
 */
export async function readVersion(
  actor: Actor,
  tenantId: number,
  versionId: number,
  language: Language,
): Promise<ReadVersion> {
  return asProvider(actor, tenantId, async (tx) => {
    const [row] = await tx
      .select({ id: eulaVersions.id, version: eulaVersions.version, publishedAt: eulaVersions.publishedAt })
      .from(eulaVersions)
      .where(eq(eulaVersions.id, versionId));
    if (!row) throw new AppError("NOT_FOUND");
    const [newest] = await publishedVersions(tx);
    const texts = await textsOf(tx, row.id);
    const languages = inOrder(texts.map((text) => text.language));
    const shown = languages.includes(language) ? language : FALLBACK_LANGUAGE;
    const text = texts.find((one) => one.language === shown);
    if (!text) throw new AppError("NOT_FOUND");
    const { title, body } = text;
    return { ...row, inForce: newest?.id === row.id, languages, language: shown, title, body };
  });
}
