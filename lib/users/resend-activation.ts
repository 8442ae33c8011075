import { and, eq, isNull, sql } from "drizzle-orm";
import { asActor } from "@/db";
import { users } from "@/db/tables";
import { audit, auditActor } from "@/lib/audit/audit";
import type { Actor } from "@/lib/auth/actor";
import { issueToken } from "@/lib/auth/tokens";
import { enqueueEmail } from "@/lib/email/enqueue-email";
import { AppError } from "@/lib/errors";
import { assertCan, assertMayChange } from "./policy";

/**
 * Sends a new activation link to a user who has not activated the account; the older link ends and says so.
 * @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_ACTIVE, USER_DISABLED, TENANT_DISABLED.
 */
export async function resendActivation(actor: Actor, tenantId: number, userId: number): Promise<void> {
  assertMayChange(actor);
  await asActor(actor, async (tx) => {
    const [user] = await tx
      .select({
        id: users.id,
        tenantId: users.tenantId,
        tenantPath: users.tenantPath,
        login: users.login,
        email: users.email,
        language: users.language,
        activatedAt: users.activatedAt,
        disabledAt: users.disabledAt,
        tenantOpen: sql<boolean>`tenant_is_open(${users.tenantPath})`,
      })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.tenantId, tenantId), isNull(users.deletedAt)))
      .for("update");
    if (!user) throw new AppError("NOT_FOUND");
    assertCan(actor, "user.resend_activation", user);
    if (user.activatedAt) throw new AppError("ALREADY_ACTIVE");
    if (user.disabledAt) throw new AppError("USER_DISABLED");
    // The link would not work: its page says that it was never made.
    if (!user.tenantOpen) throw new AppError("TENANT_DISABLED");
    const tokenId = await issueToken(tx, "activation", user.id);
    await enqueueEmail(tx, { template: "activation", user, payload: { tokenId } });
    const { tenantPath } = user;
    await audit(tx, auditActor(actor), "user.resend_activation", {
      type: "user",
      id: user.id,
      name: user.login,
      tenantId,
      tenantPath,
    });
  });
}
