import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { asActor, asSystem } from "@/db";
import { recoveryCodes, sessions, userPasswords, users, userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { liveSession } from "@/lib/auth/sessions";
import { listTrustedBrowsers } from "@/lib/auth/trusted-browsers";
import { authenticator } from "@/lib/auth/two-factor";
import { isTwoFactorRequired } from "@/lib/auth/two-factor-required";
import { AppError } from "@/lib/errors";
import { languageSchema } from "@/lib/fields/language";
import { formVersion } from "@/lib/form/version";
import { readUserAgent } from "@/lib/http/user-agent";
import { loginIsEmail, pendingEmailChange } from "@/lib/users/email-change";
import { profileValues, settingsValues } from "@/lib/users/form-values";
import type { OwnSession, QrCode } from "./model";
import { readPendingSecret } from "./pending-secret";
import { qrCode } from "./qr-code";

/** One's own sessions that work right now: this one first, then the last used. */
export async function readOwnSessions(actor: Actor): Promise<OwnSession[]> {
  const rows = await asActor(actor, (tx) =>
    tx
      .select({
        id: sessions.id,
        address: sessions.address,
        userAgent: sessions.userAgent,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, actor.userId), liveSession))
      .orderBy(desc(sql`${sessions.id} = ${actor.sessionId}`), desc(sessions.lastSeenAt), desc(sessions.id)),
  );
  return rows.map(({ userAgent, ...session }) => ({
    ...session,
    ...readUserAgent(userAgent),
    current: session.id === actor.sessionId,
  }));
}

/** One's own notifications and address, and what the forms about them carry. */
export async function readOwnProfile(actor: Actor) {
  return asActor(actor, async (tx) => {
    const [user] = await tx
      .select({
        email: users.email,
        login: users.login,
        firstName: users.firstName,
        lastName: users.lastName,
        language: users.language,
        timeZone: users.timeZone,
        notifications: users.notifications,
        version: users.version,
      })
      .from(users)
      .where(eq(users.id, actor.userId));
    if (!user) throw new AppError("SIGNED_OUT");
    const { firstName, lastName, timeZone } = user;
    return {
      // As the forms show them: of the same moment as their version.
      person: { firstName, lastName, language: languageSchema.catch("en").parse(user.language), timeZone },
      notifications: user.notifications,
      loginIsEmail: loginIsEmail(user),
      pendingEmail: await pendingEmailChange(tx, actor.userId),
      versions: {
        profile: formVersion(user.version, profileValues(user)),
        notifications: formVersion(user.version, settingsValues(user.notifications)),
      },
    };
  });
}

export type SecurityOverview = {
  passwordChangedAt: Date | null;
  /** Since when two-factor authentication is on, or null while it is off. */
  twoFactorSince: Date | null;
  recoveryCodesLeft: number;
  /** Whether the company requires two-factor authentication: then it cannot be turned off. */
  twoFactorRequired: boolean;
  /** Browsers that sign in without a code, newest first. */
  trustedBrowsers: { browserId: string; trustedAt: Date | null; trustedUntil: Date | null; lastSeenAt: Date }[];
};

/** How one's own account is secured: moments and counts, never a hash or secret. */
export async function readSecurity(actor: Actor): Promise<SecurityOverview> {
  return asSystem("own two-factor", async (tx) => {
    const [password] = await tx
      .select({ changedAt: userPasswords.changedAt })
      .from(userPasswords)
      .where(eq(userPasswords.userId, actor.userId));
    const [totp] = await tx
      .select({ confirmedAt: userTotp.confirmedAt })
      .from(userTotp)
      .where(eq(userTotp.userId, actor.userId));
    const recoveryCodesLeft = await tx.$count(
      recoveryCodes,
      and(eq(recoveryCodes.userId, actor.userId), isNull(recoveryCodes.usedAt)),
    );
    return {
      passwordChangedAt: password?.changedAt ?? null,
      twoFactorSince: totp?.confirmedAt ?? null,
      recoveryCodesLeft,
      twoFactorRequired: await isTwoFactorRequired(tx, actor),
      trustedBrowsers: await listTrustedBrowsers(tx, actor.userId),
    };
  });
}

/** What the user's app needs, as a picture and as text in groups of four. */
export type TwoFactorSetUp = { qrCode: QrCode; secret: string };

/** The setup that the user has started within the last hour, or null. `issuer` is how the app will name us. */
export async function readTwoFactorSetUp(actor: Actor, issuer: string): Promise<TwoFactorSetUp | null> {
  const pending = await asSystem("own two-factor", (tx) => readPendingSecret(tx, actor.userId));
  if (!pending) return null;
  const address = authenticator(pending.secret, actor.login, issuer).toString();
  return { qrCode: qrCode(address), secret: pending.secret.replace(/.{4}(?=.)/g, "$& ") };
}
