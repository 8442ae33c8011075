import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Transaction } from "@/db";
import { eulaDocuments } from "@/db/tables";
import { audit } from "@/lib/audit/audit";

/** Of lib/eula/default-eula.en.md. Installations that have an agreement keep theirs: publishing is the provider's to do. */
const DEFAULT_VERSION = "2026-11-22";

/**
 * Publishes the agreement that comes with the product, on a database that has none. A provider's own is never replaced.
 * @param provider the tenant whose log says so.
 */
export async function publishDefaultEula(
  tx: Transaction,
  provider: { tenantId: number; tenantPath: string },
): Promise<void> {
  const [existing] = await tx.select({ id: eulaDocuments.id }).from(eulaDocuments).limit(1);
  if (existing) return;
  const path = join(/* turbopackIgnore: true */ process.cwd(), "lib", "eula", "default-eula.en.md");
  const [firstLine = "", ...body] = readFileSync(path, "utf8").split("\n");
  const title = firstLine.replace(/^# /, "");
  await tx.insert(eulaDocuments).values({
    version: DEFAULT_VERSION,
    language: "en",
    title,
    body: body.join("\n").trim(),
  });
  await audit(tx, "system", "eula.publish", { type: "eula", id: DEFAULT_VERSION, name: title, ...provider });
}
