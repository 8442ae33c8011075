import { sql } from "drizzle-orm";
import { eulaVersions } from "@/db/tables";

/**
 * The id of the version in force: the last one that was published. Nothing but publishing makes a version, and only when the
 * one before is published can the next be begun, so that ids stand in the order of publishing. Whoever asks which version is
 * in force asks here.
 */
export const idInForce = sql<number>`(select max(${eulaVersions.id}) from ${eulaVersions} where ${eulaVersions.publishedAt} is not null)`;
