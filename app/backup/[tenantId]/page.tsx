import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { BackupPeople } from "@/components/backup/backup-people";
import { OwnRole } from "@/components/backup/own-role";
import { StorageCard } from "@/components/backup/storage-card";
import { LinkButton } from "@/components/ui/button";
import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/can";
import { foundOr404 } from "@/lib/found-or-404";
import { storageOf } from "@/lib/quotas/queries";
import { listBackupUsers } from "@/lib/users/list-users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("services"))("backup") };
}

export default async function BackupPage({ params, searchParams }: PageProps<"/backup/[tenantId]">) {
  const { actor, tenant } = await openTenant("backup", params);
  const after = queryId((await searchParams).after);
  const storage = await foundOr404(storageOf(actor, tenant.id));
  const people = can(actor, "service_user.list", tenant) ? await listBackupUsers(actor, tenant.id, { after }) : null;
  const linked = can(actor, "user.list", tenant);
  const [t, services] = await Promise.all([getTranslations("backup"), getTranslations("services")]);
  const list = await getTranslations("list");
  const base = `/backup/${tenant.id}`;
  const portalLink = linked && (
    <LinkButton href={`/portal/${tenant.id}/users`} variant="secondary">
      {services("management_portal")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={services("backup")}
        description={t(people ? "description" : "descriptionOwn", { tenant: tenant.name })}
        actions={portalLink}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(20rem,2fr)_3fr]">
        <StorageCard tenantName={tenant.name} storage={storage} />
        {people ? (
          <BackupPeople tenant={tenant} users={people.users} linked={linked} />
        ) : (
          <OwnRole roles={actor.roles} />
        )}
      </div>
      <KeyPager
        label={list("pages")}
        first={people?.earlier ? { href: base, label: list("firstPage") } : undefined}
        next={people?.next ? { href: `${base}?after=${people.next}`, label: list("nextPage") } : undefined}
      />
    </>
  );
}
