import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { ClientCreated } from "@/components/clients/client-created";
import { ClientsTable } from "@/components/clients/clients-table";
import { FirstClientHint } from "@/components/clients/first-client-hint";
import { KeyPager } from "@/components/ui/key-pager";
import { PageHeader } from "@/components/ui/page-header";
import { creatableKinds } from "@/lib/clients/policy";
import { findJustCreated, listClients } from "@/lib/clients/queries";
import { CLIENTS_TAB } from "@/lib/clients/schema";
import { foundOr404 } from "@/lib/found-or-404";

type Props = PageProps<"/portal/[tenantId]/clients">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant } = await openTenant("management_portal", params);
  return { title: (await getTranslations("clients.title"))(CLIENTS_TAB[tenant.kind]) };
}

export default async function ClientsPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const query = await searchParams;
  const newId = queryId(query.created);
  const created = newId === undefined ? null : await foundOr404(findJustCreated(actor, tenant.id, newId));
  const asked = { after: queryId(query.after), around: created?.id };
  const { clients, earlier, next } = await foundOr404(listClients(actor, tenant.id, asked));
  const t = await getTranslations("clients");
  const look = CLIENTS_TAB[tenant.kind];
  const base = `/portal/${tenant.id}/clients`;
  return (
    <>
      {created && <ClientCreated client={created} />}
      <PageHeader title={t(`title.${look}`)} description={t(`description.${look}`, { tenant: tenant.name })} />
      {clients.length > 0 ? (
        <ClientsTable tenant={tenant} look={look} clients={clients} created={created?.id} />
      ) : (
        <FirstClientHint tenant={tenant} look={look} kinds={tenant.disabledAt ? [] : creatableKinds(actor, tenant)} />
      )}
      <KeyPager
        label={t("pages")}
        first={earlier ? { href: base, label: t("firstPage") } : undefined}
        next={next ? { href: `${base}?after=${next}`, label: t("nextPage") } : undefined}
      />
    </>
  );
}
