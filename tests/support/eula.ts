import { sql } from "drizzle-orm";
import { asSystem, type Transaction } from "@/db";
import { eulaDocuments, eulaVersions } from "@/db/tables";

/** Publishes a version as setup does, without the provider's pages; with the same short text in each language. */
export async function storeVersion(
  tx: Transaction,
  version: string,
  languages: readonly string[] = ["en"],
): Promise<number> {
  const [made] = await tx
    .insert(eulaVersions)
    .values({ version, publishedAt: sql`now()` })
    .returning({ id: eulaVersions.id });
  if (!made) throw new Error("the version was not stored");
  await tx.insert(eulaDocuments).values(
    languages.map((language) => ({
      versionId: made.id,
      language,
      title: `EULA ${version} ${language}`,
      body: "Text",
    })),
  );
  return made.id;
}

/** The same in a transaction of its own. */
export function publishVersion(version: string, languages?: readonly string[]): Promise<number> {
  return asSystem("test", (tx) => storeVersion(tx, version, languages));
}
