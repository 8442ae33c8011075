import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { asSystem } from "@/db";
import { users } from "@/db/tables";
import { uniqueViolation } from "@/db/violations";
import { audit } from "@/lib/audit/audit";
import { AppError } from "@/lib/errors";
import type { RequestInfo } from "@/lib/http/request-info";
import { consumeToken, endLinks, readLink } from "./tokens";

/**
 * Gives the user the address of a link, and the login too if it should change with it. The user who opens the link
 * needn't be signed in: that it arrived is the proof. Reset links sent to the old address end; sessions stay.
 * @returns the login as it is now, and whether it changed.
 * @throws AppError LINK_*; LOGIN_TAKEN_MEANWHILE when another user has the login by now. Nothing has changed then.
 */
export async function confirmEmailChange({ link, request }: { link: string; request: RequestInfo }) {
  const subject = await readLink("email_change", link);
  if (subject.problem !== null) throw new AppError(subject.problem);
  const { newEmail, newLogin } = subject;
  if (newEmail === null) throw new AppError("LINK_INVALID");
  return asSystem("confirm email change", async (tx) => {
    const open = and(
      isNotNull(users.activatedAt),
      isNull(users.disabledAt),
      isNull(users.deletedAt),
      sql`tenant_is_open(${users.tenantPath})`,
    );
    // The user before the token, as everywhere: the other order could lock each other out.
    const [user] = await tx
      .select({
        id: users.id,
        login: users.login,
        email: users.email,
        tenantId: users.tenantId,
        tenantPath: users.tenantPath,
      })
      .from(users)
      .where(and(eq(users.id, subject.userId), open))
      .for("update");
    if (!user) throw new AppError("LINK_INVALID");
    await consumeToken(tx, "email_change", subject.tokenId);
    const login = newLogin ?? user.login;
    await tx
      .update(users)
      .set({ email: newEmail, login, version: sql`${users.version} + 1` })
      .where(eq(users.id, user.id))
      .catch((error: unknown) => {
        throw uniqueViolation(error) === "users_login_key" ? new AppError("LOGIN_TAKEN_MEANWHILE") : error;
      });
    await endLinks(tx, user.id, "password_reset");
    const { tenantId, tenantPath } = user;
    const by = { userId: user.id, login, tenantId, request };
    const object = { type: "user" as const, id: user.id, name: login, tenantId, tenantPath };
    const details = {
      email: { from: user.email, to: newEmail },
      ...(login !== user.login && { login: { from: user.login, to: login } }),
    };
    await audit(tx, by, "user.change_email", object, details);
    return { login, loginChanged: login !== user.login };
  });
}
