import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { eulaDocuments, eulaVersions } from "@/db/tables";
import { audit } from "@/lib/audit/audit";
import { LANGUAGES, type Language } from "@/lib/vocabulary";
import { FALLBACK_LANGUAGE } from "./model";

/** Of lib/eula/default-eula.en.md. Installations that have an agreement keep theirs: publishing is the provider's to do. */
const DEFAULT_VERSION = "2026-11-22";

/**
 * Publishes the agreement that comes with the product, in every language it is translated to, on a database that has none. A
 * provider's own is never replaced.
 * @param provider the tenant whose log says so.
 */
export async function publishDefaultEula(
  tx: Transaction,
  provider: { tenantId: number; tenantPath: string },
): Promise<void> {
  if ((await tx.$count(eulaVersions, sql`published_at is not null`)) > 0) return;
  const texts = LANGUAGES.flatMap((language) => {
    const text = defaultText(language);
    return text ? [{ language, ...text }] : [];
  });
  const name = texts.find(({ language }) => language === FALLBACK_LANGUAGE)?.title;
  if (!name) throw new Error("lib/eula/default-eula.en.md is missing");
  const [made] = await tx
    .insert(eulaVersions)
    .values({ version: DEFAULT_VERSION, publishedAt: sql`now()` })
    .returning({ id: eulaVersions.id });
  if (!made) throw new Error("the agreement was not stored");
  await tx.insert(eulaDocuments).values(texts.map((text) => ({ versionId: made.id, ...text })));
  const languages = texts.map(({ language }) => language).join(", ");
  await audit(tx, "system", "eula.publish", { type: "eula", id: DEFAULT_VERSION, name, ...provider }, { languages });
}

/** The text of a language: its first line is the title. Null where it hasn't been translated. */
function defaultText(language: Language): { title: string; body: string } | null {
  const path = join(/* turbopackIgnore: true */ process.cwd(), "lib", "eula", `default-eula.${language}.md`);
  if (!existsSync(path)) return null;
  const [firstLine = "", ...body] = readFileSync(path, "utf8").split("\n");
  return { title: firstLine.replace(/^# /, "").trim(), body: body.join("\n").trim() };
}
