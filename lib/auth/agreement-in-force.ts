import { sql } from "drizzle-orm";
import { eulaVersions } from "@/db/tables";

/**
 * The ID of the version in force: the last one published. Only publishing makes a version, and the next draft can start
 * only when the one before is published, so IDs are in the order of publishing. This is the only place that knows which
 * version is in force.
 */
export const idInForce = sql<number>`(select max(${eulaVersions.id}) from ${eulaVersions} where ${eulaVersions.publishedAt} is not null)`;
