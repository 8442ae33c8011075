import { useTranslations } from "next-intl";
import { Flash } from "@/components/ui/flash";
import type { FormAction } from "@/lib/form/model";
import type { PendingEmailChange, UserSummary } from "@/lib/users/model";
import type { Language, Notification, UserEdit } from "@/lib/vocabulary";
import { PendingEmail } from "./pending-email";
import { UserAccess, UserGeneral, UserSettings } from "./user-facts";

type UserCardsProps = {
  tenantId: number;
  user: UserSummary & {
    language: Language;
    notifications: readonly Notification[];
    pendingEmail: PendingEmailChange | null;
    lastEmail: { template: string; toAddress: string } | null;
  };
  /** What this reader may edit. */
  editable: readonly UserEdit[];
  /** What the address says was just done. */
  notice: unknown;
  actions: { sendAgain: FormAction; cancel: FormAction };
};

/** J6: the three cards of a user's page that are edited, each with its pencil. */
export function UserCards({ tenantId, user, editable, notice, actions }: UserCardsProps) {
  const edit = (what: UserEdit, path: string) =>
    editable.includes(what) ? `/portal/${tenantId}/users/${user.id}/edit/${path}` : undefined;
  const mayEdit = editable.includes("user.update_general");
  return (
    <>
      <UserGeneral
        user={user}
        editHref={edit("user.update_general", "general")}
        news={<GeneralNews notice={notice} user={user} />}
        pendingEmail={
          user.pendingEmail && (
            <PendingEmail
              pending={user.pendingEmail}
              email={user.email}
              actions={mayEdit ? { ...actions, hidden: { tenantId, userId: user.id } } : undefined}
            />
          )
        }
      />
      <UserAccess
        user={user}
        editHref={edit("user.update_roles", "roles")}
        news={notice === "saved-roles" && <Saved />}
      />
      <UserSettings
        on={user.notifications}
        roles={user.roles}
        editHref={edit("user.update_settings", "settings")}
        news={notice === "saved-settings" && <Saved />}
      />
    </>
  );
}

function Saved() {
  const t = useTranslations("emailChange.notices");
  return <Flash>{t("saved")}</Flash>;
}

/** An address can be made up, so what it says counts only while it can be true. */
function GeneralNews({ notice, user }: Pick<UserCardsProps, "notice" | "user">) {
  const t = useTranslations("emailChange.notices");
  const change = useTranslations("emailChange");
  const { email, pendingEmail, lastEmail } = user;
  if (notice === "email-pending" && pendingEmail) return <Flash>{t("pending", { email: pendingEmail.email })}</Flash>;
  if (notice === "email-resent" && pendingEmail) {
    // Each link has its own end: sent once more, it is news again.
    return <Flash key={pendingEmail.expiresAt.getTime()}>{change("sentAgain", { email: pendingEmail.email })}</Flash>;
  }
  if (notice === "email-canceled" && !pendingEmail) return <Flash key="canceled">{t("canceled", { email })}</Flash>;
  if (notice === "email-corrected" && lastEmail?.template === "activation" && lastEmail.toAddress === email) {
    return <Flash>{t("corrected", { email })}</Flash>;
  }
  return notice === "saved-general" || notice === "email-corrected" ? <Saved /> : null;
}
