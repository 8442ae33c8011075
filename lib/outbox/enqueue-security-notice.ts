import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db";
import { users } from "@/db/tables";
import type { RequestInfo } from "@/lib/http/request-info";
import { readUserAgent } from "@/lib/http/user-agent";
import { enqueueEmail } from "./enqueue-email";
import type { SecurityTemplate } from "./model";

type Circumstances = {
  /** The user's own request; left out where another user did it, whose device is none of their business. */
  request?: RequestInfo;
  /** Who else did it, as the email names them. */
  by?: string;
  /** Whether a reset link did it. */
  link?: boolean;
};

/**
 * Tells a user what just happened to their account, in the transaction in which it happens and under their row's lock.
 * Users who are shut out get nothing.
 */
export async function enqueueSecurityNotice(
  tx: Transaction,
  userId: number,
  template: SecurityTemplate,
  { request, by = "", link = false }: Circumstances,
): Promise<void> {
  const [user] = await tx
    .select({
      id: users.id,
      tenantId: users.tenantId,
      tenantPath: users.tenantPath,
      email: users.email,
      language: users.language,
    })
    .from(users)
    .where(
      and(
        eq(users.id, userId),
        isNull(users.disabledAt),
        isNull(users.deletedAt),
        sql`tenant_is_open(${users.tenantPath})`,
      ),
    );
  if (!user) return;
  const device = readUserAgent(request?.userAgent ?? null);
  const payload = { address: request?.address ?? null, ...device, by: by || null, link };
  await enqueueEmail(tx, { template, user, payload });
}
