import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { asActor, type Scope, type Transaction } from "@/db";
import { eulaAcceptances, eulaDocuments, eulaVersions } from "@/db/tables";
import { idInForce } from "@/lib/auth/agreement-in-force";
import { FALLBACK_LANGUAGE, type LastAcceptance } from "./model";

export type EulaDocument = { version: string; language: string; title: string; body: string; publishedAt: Date };

/**
 * The agreement in force, in a language, else in English. `body` is Markdown.
 * @throws Error when none was ever published: setup publishes one.
 */
export async function currentEula(tx: Transaction, language: string): Promise<EulaDocument> {
  const documents = await tx
    .select({
      version: sql<string>`${eulaVersions.version}`,
      publishedAt: eulaVersions.publishedAt,
      language: eulaDocuments.language,
      title: eulaDocuments.title,
      body: eulaDocuments.body,
    })
    .from(eulaDocuments)
    .innerJoin(eulaVersions, eq(eulaVersions.id, eulaDocuments.versionId))
    .where(and(eq(eulaVersions.id, idInForce), inArray(eulaDocuments.language, [language, FALLBACK_LANGUAGE])));
  const document = documents.find((one) => one.language === language) ?? documents[0];
  if (!document?.publishedAt) throw new Error("no agreement has been published");
  return { ...document, publishedAt: document.publishedAt };
}

/** The agreement in force as a signed-in user reads it. */
export function readEula(actor: Scope & { language: string }): Promise<EulaDocument> {
  return asActor(actor, (tx) => currentEula(tx, actor.language));
}

/** What a user of a tenant accepted last, for the user's page; null for nothing yet. */
export async function lastAcceptanceOf(
  tx: Transaction,
  user: { id: number; tenantId: number },
): Promise<LastAcceptance | null> {
  const [last] = await tx
    .select({
      version: eulaAcceptances.version,
      acceptedAt: eulaAcceptances.acceptedAt,
      inForce: sql<boolean>`${eulaVersions.id} = ${idInForce}`,
    })
    .from(eulaAcceptances)
    .innerJoin(eulaVersions, eq(eulaVersions.version, eulaAcceptances.version))
    .where(and(eq(eulaAcceptances.userId, user.id), eq(eulaAcceptances.tenantId, user.tenantId)))
    .orderBy(desc(eulaVersions.id))
    .limit(1);
  return last ?? null;
}
