import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { idOr404, openTenant } from "@/app/open-tenant";
import { PageHeader } from "@/components/ui/page-header";
import { LastEmail } from "@/components/users/last-email";
import { UserActivation } from "@/components/users/user-activation";
import { UserAccess, UserGeneral } from "@/components/users/user-facts";
import { foundOr404 } from "@/lib/found-or-404";
import { can } from "@/lib/users/policy";
import { getUser } from "@/lib/users/queries";
import { resendActivationAction, sendEmailAgainAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users.view"))("title") };
}

export default async function UserPage({ params }: PageProps<"/portal/[tenantId]/users/[userId]">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const user = await foundOr404(getUser(actor, tenant.id, idOr404((await params).userId)));
  const place = { tenantPath: tenant.path };
  const { id, status, activatedAt } = user;
  const mayResend = !tenant.disabledAt && can(actor, "user.resend_activation", place);
  return (
    <>
      <PageHeader title={user.name ?? user.login} description={user.name ? user.login : undefined} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <UserGeneral user={user} />
          <UserAccess user={user} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <UserActivation
            user={{ id, status, activatedAt }}
            tenantId={tenant.id}
            resendAction={mayResend ? resendActivationAction : undefined}
          />
          <LastEmail
            email={user.lastEmail}
            place={{ tenantId: tenant.id, userId: id }}
            sendAgainAction={can(actor, "email.send_again", place) ? sendEmailAgainAction : undefined}
          />
        </div>
      </div>
    </>
  );
}
