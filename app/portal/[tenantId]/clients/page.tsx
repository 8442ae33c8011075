import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { ClientCreated } from "@/components/clients/client-created";
import { ClientsHeader } from "@/components/clients/clients-header";
import { ClientsTable } from "@/components/clients/clients-table";
import { FirstClientHint } from "@/components/clients/first-client-hint";
import { NoMatchingClients } from "@/components/clients/no-matching-clients";
import { StorageMeasured } from "@/components/clients/storage-measured";
import { KeyPager } from "@/components/ui/key-pager";
import { can } from "@/lib/access/can";
import { creatableKinds } from "@/lib/access/clients";
import { tenantActionsOn } from "@/lib/access/tenants";
import { listClients } from "@/lib/clients/list-clients";
import { CLIENT_LIST } from "@/lib/clients/model";
import { findJustCreated } from "@/lib/clients/queries";
import { foundOr404 } from "@/lib/found-or-404";
import { CLIENTS_TAB } from "@/lib/vocabulary";

type Props = PageProps<"/portal/[tenantId]/clients">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant } = await openTenant("management_portal", params);
  return { title: (await getTranslations("clients.title"))(CLIENTS_TAB[tenant.kind]) };
}

export default async function ClientsPage({ params, searchParams }: Props) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const query = await searchParams;
  const state = CLIENT_LIST.parse(query);
  const created = await foundOr404(findJustCreated(actor, tenant.id, queryId(query.created)));
  const asked = { ...state, after: queryId(query.after), around: created?.id };
  const { clients, earlier, next } = await foundOr404(listClients(actor, tenant.id, asked));
  const list = await getTranslations("list");
  const look = CLIENTS_TAB[tenant.kind];
  const base = `/portal/${tenant.id}/clients`;
  const address = (more = {}) => `${base}${CLIENT_LIST.query(state, more)}`;
  const filtered = Object.keys(state.filter).length > 0;
  const any = clients.length > 0;
  const kinds = !tenant.open ? [] : creatableKinds(actor, tenant);
  const mayChange = can(actor, "tenant.update", tenant);
  return (
    <>
      {created && <ClientCreated client={created} />}
      <ClientsHeader {...{ tenant: { id: tenant.id, name: tenant.name }, look, state, any, filtered }} />
      {any && (
        <ClientsTable
          {...{ tenant, look, clients, state, created: created?.id }}
          actionsOn={mayChange ? (client) => tenantActionsOn(actor, { ...client, openAbove: tenant.open }) : undefined}
        />
      )}
      <StorageMeasured clients={clients} />
      {!any && (filtered ? <NoMatchingClients action={base} /> : <FirstClientHint {...{ tenant, look, kinds }} />)}
      <KeyPager
        label={list("pages")}
        first={earlier ? { href: address(), label: list("firstPage") } : undefined}
        next={next ? { href: address({ after: next }), label: list("nextPage") } : undefined}
      />
    </>
  );
}
