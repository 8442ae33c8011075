import { sql } from "drizzle-orm";
import { rowsOf, type Transaction } from "@/db";

/** Whether a user's company, or the customer above their unit, requires two-factor authentication. */
export async function isTwoFactorRequired(tx: Transaction, { tenantPath }: { tenantPath: string }): Promise<boolean> {
  const result = await tx.execute(sql`select two_factor_required(${tenantPath}::ltree) as required`);
  return rowsOf<{ required: boolean }>(result)[0]?.required ?? false;
}
