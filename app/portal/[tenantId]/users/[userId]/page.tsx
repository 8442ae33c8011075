import { idOr404, openTenant } from "@/app/open-tenant";
import { PageHeader } from "@/components/ui/page-header";
import { LastEmail } from "@/components/users/last-email";
import { UserActions } from "@/components/users/user-actions";
import { UserCards } from "@/components/users/user-cards";
import { UserNotice } from "@/components/users/user-notice";
import { UserSessions } from "@/components/users/user-sessions";
import { UserStatusCard } from "@/components/users/user-status-card";
import { can } from "@/lib/access/can";
import { actionsOn, editsOn, obstacleToDisabling } from "@/lib/access/users";
import { foundOr404 } from "@/lib/found-or-404";
import { getUser } from "@/lib/users/queries";
import { readUserSessions } from "@/lib/users/sessions";
import * as actions from "../actions";
import { cancelEmailChangeAction, resendEmailChangeAction } from "./edit/actions";
import { lastLines } from "./last-lines";
import { undoOf } from "./undo";

export default async function UserPage({ params, searchParams }: PageProps<"/portal/[tenantId]/users/[userId]">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const user = await foundOr404(getUser(actor, tenant.id, idOr404((await params).userId)));
  const { notice } = await searchParams;
  const ids = { tenantId: tenant.id, userId: user.id };
  const userActions = {
    "user.resend_activation": actions.resendActivationAction,
    "user.reset_password": actions.resetPasswordAction,
    "user.reset_two_factor": actions.resetTwoFactorAction,
    "user.enable": actions.enableUserAction,
    "user.disable": actions.disableUserAction,
    "user.recover": actions.recoverUserAction,
    "user.remove": actions.removeUserAction,
  };
  const available = actionsOn(actor, user, tenant);
  const sendAgainAction = can(actor, "email.send_again", tenant) ? actions.sendEmailAgainAction : undefined;
  const emailActions = { sendAgain: resendEmailChangeAction, cancel: cancelEmailChangeAction };
  const editable = editsOn(actor, user, tenant);
  return (
    <>
      <UserNotice notice={notice} user={user} undo={undoOf(available)} place={ids} />
      <PageHeader title={user.name ?? user.login} description={user.name ? user.login : undefined} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <UserCards tenantId={tenant.id} user={user} editable={editable} notice={notice} actions={emailActions} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <UserStatusCard user={user} />
          {can(actor, "user.disable", tenant) && (
            <UserActions
              {...{ tenant, user, available, obstacle: obstacleToDisabling(actor, user), actions: userActions }}
            />
          )}
          <LastEmail email={user.lastEmail} place={ids} {...{ sendAgainAction }} />
        </div>
      </div>
      <UserSessions {...{ user, notice, actions }} access={await readUserSessions(actor, tenant.id, user.id)} />
      {await lastLines(actor, tenant, user)}
    </>
  );
}
