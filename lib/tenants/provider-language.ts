import { eq } from "drizzle-orm";
import { asSystem } from "@/db";
import { tenants } from "@/db/tables";
import { languageSchema } from "@/lib/fields/language";
import type { Language } from "@/lib/vocabulary";

/** The language of the installation, for visitors whose browser names none that we speak: there is no actor yet. */
export async function providerLanguage(): Promise<Language> {
  const [provider] = await asSystem(
    "provider language",
    (tx) => tx.select({ language: tenants.language }).from(tenants).where(eq(tenants.kind, "root")).limit(1),
    "one statement",
  );
  return languageSchema.catch("en").parse(provider?.language);
}
