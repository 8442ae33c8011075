import { and, desc, eq } from "drizzle-orm";
import { asActor, type Scope, type Transaction } from "@/db";
import { eulaDocuments } from "@/db/tables";

export type EulaDocument = { version: string; language: string; title: string; body: string; publishedAt: Date };

/**
 * The agreement in force, in a language, else in English. `body` is Markdown.
 * @throws Error when none was ever published: set-up publishes one.
 */
export async function currentEula(tx: Transaction, language: string): Promise<EulaDocument> {
  const columns = {
    version: eulaDocuments.version,
    language: eulaDocuments.language,
    title: eulaDocuments.title,
    body: eulaDocuments.body,
    publishedAt: eulaDocuments.publishedAt,
  };
  const [newest] = await tx
    .select(columns)
    .from(eulaDocuments)
    .orderBy(desc(eulaDocuments.publishedAt), desc(eulaDocuments.id))
    .limit(1);
  if (!newest) throw new Error("no agreement has been published");
  const inVersion = (wanted: string) =>
    tx
      .select(columns)
      .from(eulaDocuments)
      .where(and(eq(eulaDocuments.version, newest.version), eq(eulaDocuments.language, wanted)));
  const [translated] = await inVersion(language);
  const [english] = translated ? [translated] : await inVersion("en");
  return english ?? newest;
}

/** The agreement in force as somebody who is signed in reads it. */
export function readEula(actor: Scope & { language: string }): Promise<EulaDocument> {
  return asActor(actor, (tx) => currentEula(tx, actor.language));
}
