import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { LinkButton } from "@/components/ui/button";
import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { FirstUserHint } from "@/components/users/first-user-hint";
import { UserCreated } from "@/components/users/user-created";
import { UsersTable } from "@/components/users/users-table";
import { foundOr404 } from "@/lib/found-or-404";
import { creationsOf } from "@/lib/tenants/policy";
import { actionsOn, can } from "@/lib/users/policy";
import { findJustCreated, listUsers } from "@/lib/users/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users"))("title") };
}

export default async function UsersPage({ params, searchParams }: PageProps<"/portal/[tenantId]/users">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const query = await searchParams;
  const after = queryId(query.after);
  const createdId = queryId(query.created);
  const created = createdId === undefined ? null : await foundOr404(findJustCreated(actor, tenant.id, createdId));
  const page = await foundOr404(listUsers(actor, tenant.id, { after, around: created?.id }));
  const t = await getTranslations("users");
  const base = `/portal/${tenant.id}/users`;
  const place = { tenantPath: tenant.path };
  const mayCreate = creationsOf(actor, tenant).includes("user");
  const [only, another] = page.users;
  const alone = !page.earlier && !another && (!only || only.id === actor.userId);
  return (
    <>
      {created && <UserCreated tenantId={tenant.id} user={created} />}
      <PageHeader
        title={t("title")}
        description={t("description", { tenant: tenant.name })}
        actions={
          mayCreate && (
            <LinkButton href={`${base}/import`} variant="secondary">
              {t("importAction")}
            </LinkButton>
          )
        }
      />
      {only && (
        <UsersTable
          tenant={tenant}
          users={page.users}
          created={created?.id}
          actionsOn={can(actor, "user.disable", place) ? (user) => actionsOn(actor, user, tenant) : undefined}
        />
      )}
      <KeyPager
        label={t("pages")}
        first={page.earlier ? { href: base, label: t("firstPage") } : undefined}
        next={page.next ? { href: `${base}?after=${page.next}`, label: t("nextPage") } : undefined}
      />
      {alone && <FirstUserHint tenant={tenant} who={only ? "alone" : "empty"} mayCreate={mayCreate} />}
    </>
  );
}
