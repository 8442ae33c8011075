import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { eulaDocuments, eulaVersions } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { assertCan } from "@/lib/access/can";
import { type AuditObject, audit, auditActor } from "@/lib/audit/audit";
import type { AuditDetails, AuditEvent } from "@/lib/audit/model";
import { idInForce } from "@/lib/auth/agreement-in-force";
import { formVersion } from "@/lib/form/version";
import { findTenant } from "@/lib/tenants/queries";
import { FALLBACK_LANGUAGE } from "./model";

export type Text = { language: string; title: string; body: string; revision: number; updatedAt: Date };
export type LockedDraft = { id: number; texts: Text[] };
type Provider = { id: number; path: string };

/**
 * First in the transaction of every change to the draft: checks that the actor can, and keeps everyone else from
 * changing or publishing it until commit.
 * @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function lockDraft(
  tx: Transaction,
  actor: Actor,
  tenantId: number,
): Promise<{ provider: Provider; draft: LockedDraft | null }> {
  const provider = await findTenant(tx, actor, tenantId);
  assertCan(actor, "agreement.change", provider);
  const [row] = await tx
    .select({ id: eulaVersions.id })
    .from(eulaVersions)
    .where(isNull(eulaVersions.publishedAt))
    .for("update");
  return { provider, draft: row ? { id: row.id, texts: await textsOf(tx, row.id) } : null };
}

/** The texts of a version. */
export function textsOf(tx: Transaction, versionId: number): Promise<Text[]> {
  return tx
    .select({
      language: eulaDocuments.language,
      title: eulaDocuments.title,
      body: eulaDocuments.body,
      revision: eulaDocuments.revision,
      updatedAt: eulaDocuments.updatedAt,
    })
    .from(eulaDocuments)
    .where(eq(eulaDocuments.versionId, versionId))
    .orderBy(asc(eulaDocuments.language));
}

/** The texts of the version in force: what a draft begins with. */
export async function textsInForce(tx: Transaction): Promise<Text[]> {
  const [version] = await tx.select({ id: eulaVersions.id }).from(eulaVersions).where(eq(eulaVersions.id, idInForce));
  return version ? textsOf(tx, version.id) : [];
}

/** Says exactly which texts a draft has: publishing names it, so that only what was looked at is published. */
export function draftState({
  id,
  texts,
}: {
  id: number;
  texts: readonly Pick<Text, "language" | "revision">[];
}): string {
  return formVersion(id, Object.fromEntries(texts.map(({ language, revision }) => [language, String(revision)])));
}

/**
 * Makes a draft as a copy of the version in force. Two simultaneous calls make one.
 * @returns the draft there is now, locked.
 */
export async function insertDraft(tx: Transaction, actor: Actor, provider: Provider): Promise<LockedDraft> {
  const [made] = await tx.insert(eulaVersions).values({}).onConflictDoNothing().returning({ id: eulaVersions.id });
  if (!made) {
    const { draft } = await lockDraft(tx, actor, provider.id);
    // Someone quicker has published or discarded it already.
    return draft ?? insertDraft(tx, actor, provider);
  }
  const { id } = made;
  await tx.execute(sql`insert into eula_documents (version_id, language, title, body)
    select ${id}, language, title, body from eula_documents where version_id = ${idInForce}`);
  const draft = { id, texts: await textsOf(tx, id) };
  await auditAgreement(tx, actor, "eula.start_draft", provider, draft);
  return draft;
}

/** The audit line of something done to the agreement, in the provider's log. The name is the English title. */
export async function auditAgreement(
  tx: Transaction,
  actor: Actor,
  event: AuditEvent,
  provider: Provider,
  { id, texts }: { id: number | string; texts: readonly Pick<Text, "language" | "title">[] },
  details: AuditDetails = {},
): Promise<void> {
  const name = texts.find(({ language }) => language === FALLBACK_LANGUAGE)?.title ?? "";
  const object: AuditObject = { type: "eula", id, name, tenantId: provider.id, tenantPath: provider.path };
  await audit(tx, auditActor(actor), event, object, details);
}

/** The condition that finds a text of a draft. */
export const textOf = (draft: { id: number }, language: string) =>
  and(eq(eulaDocuments.versionId, draft.id), eq(eulaDocuments.language, language));
